// The bar with the price and the button comes when the real button has left the screen upwards.
function watch(bar: HTMLElement) {
  let seen: IntersectionObserver | undefined;
  const look = () => {
    seen?.disconnect();
    const button = document.querySelector(bar.dataset.stickyBuy ?? '');
    if (!button) return bar.classList.remove('shown');
    seen = new IntersectionObserver(entries => {
      const last = entries.at(-1)!; // several may come at once
      bar.classList.toggle('shown', !last.isIntersecting && last.boundingClientRect.top < 0);
    });
    seen.observe(button);
  };
  look();
  document.addEventListener('htmx:afterSettle', look); // another variant brings another button
}

document.querySelectorAll<HTMLElement>('[data-sticky-buy]').forEach(watch);

export {};
