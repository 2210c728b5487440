import htmx from 'htmx.org';

// Nothing here may need eval, write a style element or talk to another site: the page's policy forbids it anyway.
htmx.config.allowEval = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.selfRequestsOnly = true;
htmx.config.historyCacheSize = 0; // going back asks the server: what is shown is true, and nobody's cart lies in the storage
htmx.config.scrollIntoViewOnBoost = false;
htmx.config.defaultSettleDelay = 0;

// A form refused with 422 comes back with its errors, a broken rule with 409: both are answers to be shown.
document.addEventListener('htmx:beforeSwap', event => {
  const detail = (event as CustomEvent).detail;
  if (detail.xhr.status === 422 || detail.xhr.status === 409) {
    detail.shouldSwap = true;
    detail.isError = false;
  }
});

// Anything else that goes wrong falls back to what the form or link does without scripts.
document.addEventListener('htmx:responseError', event => fallBack((event as CustomEvent).detail.elt));
document.addEventListener('htmx:sendError', event => fallBack((event as CustomEvent).detail.elt));

function fallBack(element: HTMLElement) {
  if (element instanceof HTMLFormElement) {
    element.removeAttribute('data-sent');
    HTMLFormElement.prototype.submit.call(element);
  } else if (element instanceof HTMLButtonElement && element.form) {
    element.form.requestSubmit(element);
  } else if (element instanceof HTMLAnchorElement) {
    location.href = element.href;
  }
}

export { htmx };
