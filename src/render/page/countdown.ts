/**
 * The page's one script: writes how long a version is still valid beside its expiry. Without it the dates stand alone.
 * Each `<time data-countdown>` is followed by an empty `<span hidden>`; `data-signing` is when signing starts.
 */
export const COUNTDOWN_SCRIPT = `
(() => {
  const units = [['day', 864e5], ['hour', 36e5], ['minute', 6e4]];
  const words = (ms) => {
    const [unit, size] = units.find(([, size]) => ms >= size) || units[2];
    const count = Math.floor(ms / size);
    return count + ' ' + unit + (count === 1 ? '' : 's');
  };
  const update = () => {
    const now = Date.now();
    for (const time of document.querySelectorAll('time[data-countdown]')) {
      const left = Date.parse(time.dateTime) - now;
      const label = time.nextElementSibling;
      if (Number.isNaN(left) || !label) continue;
      label.hidden = false;
      label.textContent = left < 0 ? 'expired ' + words(-left) + ' ago' : words(left) + ' left';
      label.dataset.state = left < 0 ? 'expired' : now >= Date.parse(time.dataset.signing) ? 'due' : 'valid';
    }
  };
  update();
  setInterval(update, 30000);
})();
`;
