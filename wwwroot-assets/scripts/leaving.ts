// Who leaves a form they changed is asked whether they mean it.
const changed = new Set<HTMLFormElement>();

document.addEventListener('input', event => {
  const form = (event.target as HTMLElement).closest<HTMLFormElement>('.office-main form[method=post]');
  if (form && form.id !== 'bulk') changed.add(form);
});
document.addEventListener('submit', event => setTimeout(() => { if (!event.defaultPrevented) changed.delete(event.target as HTMLFormElement); }));
addEventListener('beforeunload', event => {
  if ([...changed].some(form => form.isConnected)) event.preventDefault();
});

export {};
