import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);

// src/adapters/terminal/open-page.ts
async function openPage(url) {
  try {
    const { default: open } = await import("./open-FPRO5NX7.js");
    const browser = await open(url);
    browser.on("error", () => {
    });
  } catch {
  }
}

export {
  openPage
};
