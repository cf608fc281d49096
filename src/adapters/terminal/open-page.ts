/** Opens a page in the person's browser; where there is none, its address has been printed. */
export async function openPage(url: string): Promise<void> {
  try {
    const { default: open } = await import('open');
    const browser = await open(url);
    browser.on('error', () => {});
  } catch {
    // The address is on the screen.
  }
}
