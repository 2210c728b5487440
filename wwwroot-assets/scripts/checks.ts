// Fields of a form marked data-check are checked when one leaves them, in the server's own words (data-val-…),
// and once more before the form is sent. The server decides in the end.
type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

document.addEventListener('focusout', event => {
  const field = event.target as Field;
  if (!field.form?.matches('[data-check]') || !isChecked(field)) return;
  if (field.value === '' && !field.hasAttribute('aria-invalid')) return; // passing through an empty field is no mistake
  show(field, mistake(field));
});

document.addEventListener('input', event => {
  const field = event.target as Field;
  if (field.form?.matches('[data-check]') && field.getAttribute('aria-invalid') === 'true' && !mistake(field)) show(field, '');
});

document.addEventListener('submit', event => {
  const form = event.target as HTMLFormElement;
  if (!form.matches('[data-check]')) return;
  const wrong = ([...form.elements] as Field[]).filter(isChecked).filter(field => {
    const message = mistake(field);
    show(field, message);
    return message !== '';
  });
  if (wrong.length === 0) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  wrong[0]!.focus();
}, { capture: true });

// What is not shown is not asked for: the invoice's address while it goes to the delivery address.
const isChecked = (field: Field) => field.dataset?.val === 'true' && !field.disabled && field.type !== 'hidden' && field.checkVisibility();

function mistake(field: Field): string {
  const said = field.dataset, value = field.value.trim();
  if (field instanceof HTMLInputElement && field.type === 'checkbox') return said.valRange && !field.checked ? said.valRange : '';
  if (value === '') return said.valRequired && field.required ? said.valRequired : '';
  if (said.valEmail && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(value)) return said.valEmail;
  const longest = Number(said.valLengthMax ?? said.valMaxlengthMax ?? Infinity), shortest = Number(said.valLengthMin ?? said.valMinlengthMin ?? 0);
  if (value.length > longest) return said.valLength ?? said.valMaxlength ?? '';
  if (value.length < shortest) return said.valLength ?? said.valMinlength ?? '';
  if (said.valRegex && said.valRegexPattern && !new RegExp(`^(?:${said.valRegexPattern})$`, 'u').test(value)) return said.valRegex;
  if (said.valEqualto && said.valEqualtoOther) {
    const other = field.form?.elements.namedItem(said.valEqualtoOther.replace(/^\*\./, field.name.replace(/[^.]*$/, '')));
    if (other instanceof HTMLInputElement && other.value !== field.value) return said.valEqualto;
  }
  return '';
}

function show(field: Field, message: string) {
  const error = document.getElementById(`${field.id}-error`);
  if (error) error.textContent = message;
  if (message) field.setAttribute('aria-invalid', 'true');
  else field.removeAttribute('aria-invalid');
  if (message === '') settle(field);
}

// What is mended leaves the list of mistakes, and an empty list goes.
function settle(field: Field) {
  const summary = document.querySelector('.error-summary');
  summary?.querySelector(`a[href="#${CSS.escape(field.id)}"]`)?.closest('li')?.remove();
  if (summary && !summary.querySelector('li')) summary.remove();
}

export {};
