import { announce } from './announce';

const kept = 'recent-searches', most = 5;

/** The search field as a combobox (ARIA 1.2): the focus stays in the field, arrows walk through the suggestions, Esc closes. Without scripts it is a plain form. */
class ShopSearch extends HTMLElement {
  #input!: HTMLInputElement;
  #panel!: HTMLElement;
  #timer = 0;
  #asked?: AbortController;
  #active = -1;
  #shown = '';

  connectedCallback() {
    this.#input = this.querySelector('input')!;
    this.#panel = this.querySelector('[role=listbox]')!;
    this.#input.setAttribute('role', 'combobox');
    this.#input.setAttribute('aria-autocomplete', 'list');
    this.#input.setAttribute('aria-controls', this.#panel.id);
    this.#close();

    this.#input.addEventListener('input', () => this.#later());
    this.#input.addEventListener('focus', () => this.#later(0));
    this.#input.addEventListener('click', () => { if (this.#panel.hidden) this.#later(0); });
    this.#input.addEventListener('keydown', event => this.#key(event));
    this.addEventListener('focusout', event => { if (!this.contains(event.relatedTarget as Node)) this.#close(); });
    this.#panel.addEventListener('mousedown', event => event.preventDefault()); // keeps the focus in the field
    this.querySelector('form')!.addEventListener('submit', () => remember(this.#input.value));
  }

  get #options() {
    return [...this.#panel.querySelectorAll<HTMLAnchorElement>('[role=option]')];
  }

  #later(wait = 120) {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#ask(), wait);
  }

  async #ask() {
    const typed = this.#input.value.trim();
    this.#asked?.abort();
    if (typed.length === 1) return this.#close();
    this.#asked = new AbortController();
    try {
      const answer = await fetch(`${this.dataset.suggestions}?q=${encodeURIComponent(typed)}`, { headers: { 'HX-Request': 'true' }, signal: this.#asked.signal });
      if (!answer.ok) return this.#close();
      const html = await answer.text();
      if (document.activeElement === this.#input) this.#show(typed, html);
    } catch {
      // a newer question was asked, or the network is away: the field still works as a form
    }
  }

  #show(typed: string, html: string) {
    this.#panel.innerHTML = html;
    if (typed === '') this.#panel.prepend(...recent());
    this.#options.forEach((option, i) => {
      option.id ||= `suggestion-${i}`;
      option.tabIndex = -1;
      option.setAttribute('aria-selected', 'false');
      option.addEventListener('click', () => remember(option.dataset.query ?? typed));
    });
    this.#active = -1;
    this.#input.removeAttribute('aria-activedescendant');
    const count = this.#options.length;
    if (count === 0) return this.#close();
    this.#panel.hidden = false;
    this.#input.setAttribute('aria-expanded', 'true');
    if (this.#shown !== typed) announce(count === 1 ? '1 suggestion' : `${count} suggestions`);
    this.#shown = typed;
  }

  #close() {
    this.#panel.hidden = true;
    this.#active = -1;
    this.#shown = '';
    this.#input.setAttribute('aria-expanded', 'false');
    this.#input.removeAttribute('aria-activedescendant');
  }

  #key(event: KeyboardEvent) {
    const options = this.#options;
    if (event.key === 'Escape') {
      if (this.#panel.hidden) this.#input.value = '';
      else this.#close();
      event.preventDefault();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (this.#panel.hidden) return this.#later(0);
      const next = this.#active + (event.key === 'ArrowDown' ? 1 : -1);
      this.#select(options, next < -1 ? options.length - 1 : next >= options.length ? -1 : next);
    } else if (event.key === 'Enter' && this.#active >= 0) {
      event.preventDefault();
      options[this.#active]!.click();
    }
  }

  #select(options: HTMLAnchorElement[], index: number) {
    options[this.#active]?.setAttribute('aria-selected', 'false');
    this.#active = index;
    const option = options[index];
    if (!option) return this.#input.removeAttribute('aria-activedescendant');
    option.setAttribute('aria-selected', 'true');
    option.scrollIntoView({ block: 'nearest' });
    this.#input.setAttribute('aria-activedescendant', option.id);
  }
}

function remember(query: string) {
  query = query.trim();
  if (query.length < 2) return;
  write([query, ...read().filter(q => q.toLowerCase() !== query.toLowerCase())].slice(0, most));
}

function recent(): HTMLElement[] {
  const queries = read();
  if (queries.length === 0) return [];
  const group = document.createElement('div');
  group.setAttribute('role', 'group');
  group.setAttribute('aria-label', 'Recent searches');
  const label = document.createElement('div');
  label.className = 'group-label';
  label.setAttribute('aria-hidden', 'true');
  label.textContent = 'Recent searches';
  group.append(label, ...queries.map(query => {
    const option = document.createElement('a');
    option.setAttribute('role', 'option');
    option.className = 'search-option';
    option.href = `${document.querySelector<HTMLFormElement>('shop-search form')!.action}?q=${encodeURIComponent(query)}`;
    option.dataset.query = query;
    const words = document.createElement('span');
    words.className = 'label';
    words.textContent = query;
    option.append(words);
    return option;
  }));
  return [group];
}

// The storage may be closed to us (private window, full): then nothing is remembered.
function read(): string[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(kept) ?? '[]');
    return Array.isArray(found) ? found.filter((q): q is string => typeof q === 'string').slice(0, most) : [];
  } catch {
    return [];
  }
}

function write(queries: string[]) {
  try { localStorage.setItem(kept, JSON.stringify(queries)); } catch { /* see above */ }
}

customElements.define('shop-search', ShopSearch);
