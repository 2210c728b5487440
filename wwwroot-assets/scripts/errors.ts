// After a refused form: the summary takes the focus, and its links put the cursor into the field.
const focusSummary = (root: ParentNode) => root.querySelector<HTMLElement>('.error-summary')?.focus();

focusSummary(document);
document.addEventListener('htmx:afterSettle', event => focusSummary(event.target as HTMLElement));
document.addEventListener('click', event => {
  const link = (event.target as Element).closest<HTMLAnchorElement>('.error-summary a[href^="#"]');
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  field.focus();
  (field.closest('.field') ?? field).scrollIntoView({ block: 'center' });
});

export {};
