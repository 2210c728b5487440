// Light, dark, auto at once; the form is sent behind the scene so that the server knows it from the next page on.
document.addEventListener('submit', event => {
  const form = event.target as HTMLFormElement;
  const pressed = (event as SubmitEvent).submitter as HTMLButtonElement | null;
  if (!form.matches('[data-theme-switch]') || !pressed) return;
  event.preventDefault();
  document.documentElement.dataset.bsTheme = pressed.value;
  for (const button of form.querySelectorAll('button')) button.setAttribute('aria-pressed', String(button === pressed));
  void fetch(form.action, { keepalive: true, method: 'POST', body: new URLSearchParams({ ...Object.fromEntries(new FormData(form) as unknown as Iterable<[string, string]>), theme: pressed.value }), redirect: 'manual' });
});

export {};
