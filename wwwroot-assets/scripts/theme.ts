// The back office's style sheet knows light and dark only by attribute. Where no choice was made, the device decides, before the first paint.
const root = document.documentElement, dark = matchMedia('(prefers-color-scheme: dark)');
if (!root.dataset.bsTheme) {
  const follow = () => { root.dataset.bsTheme = dark.matches ? 'dark' : 'light'; };
  follow();
  dark.addEventListener('change', follow);
}

export {};
