import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);

// src/ports/retry.ts
var pauses = [300, 1500, 4e3];
async function withRetries(attempt, isWorthRetrying, { signal, pause }) {
  let lastError;
  for (const milliseconds of [...pauses, void 0]) {
    try {
      return await attempt();
    } catch (error) {
      lastError = signal.aborted && lastError !== void 0 ? lastError : error;
      if (signal.aborted || milliseconds === void 0 || !isWorthRetrying(error)) throw lastError;
      await pause(milliseconds).catch(() => {
        throw error;
      });
    }
  }
  throw lastError;
}
function within(signal, work) {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}

export {
  withRetries,
  within
};
