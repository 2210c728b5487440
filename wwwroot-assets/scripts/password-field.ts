// <password-field> around a password: a button that shows what was typed, and hides it again before it is sent.
customElements.define('password-field', class extends HTMLElement {
  connectedCallback() {
    const field = this.querySelector<HTMLInputElement>('input[type="password"]');
    if (!field || this.querySelector('.password-show')) return;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'password-show';
    button.setAttribute('aria-controls', field.id);
    const show = (shown: boolean) => {
      field.type = shown ? 'text' : 'password';
      button.textContent = shown ? 'Hide' : 'Show';
      button.setAttribute('aria-label', shown ? 'Hide the password' : 'Show the password');
      button.setAttribute('aria-pressed', String(shown));
    };
    show(false);
    button.addEventListener('click', () => { show(field.type === 'password'); field.focus(); });
    field.form?.addEventListener('submit', () => show(false));
    const row = document.createElement('span');
    row.className = 'password-row';
    field.before(row);
    row.append(field, button);
  }
});
