// The bar with the price and the button comes when the real button has left the screen upwards.
function watch(bar: HTMLElement) {
  let seen: IntersectionObserver | undefined;
  const look = () => {
    seen?.disconnect();
    const button = document.querySelector(bar.dataset.stickyBuy ?? '');
    if (!button) return bar.classList.remove('shown');
    // What lies below the screen counts as seen, so that a jump past the button is noticed like a slow scroll.
    seen = new IntersectionObserver(entries => {
      const last = entries.at(-1)!; // several may come at once
      bar.classList.toggle('shown', !last.isIntersecting && last.boundingClientRect.top < 0);
    }, { rootMargin: '0px 0px 100000px 0px' });
    seen.observe(button);
  };
  look();
  document.addEventListener('htmx:afterSettle', look); // another variant brings another button
}

document.querySelectorAll<HTMLElement>('[data-sticky-buy]').forEach(watch);

export {};
