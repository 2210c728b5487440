// <passkey-form kind="use|make" options="address of the question">: asks the browser for a passkey, puts the answer into the form and sends it.
// With autofill the browser may also offer passkeys in the field for the e-mail address.
const bytes = (text: string) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), sign => sign.charCodeAt(0));
const text = (buffer: ArrayBuffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');

type Described = Omit<PublicKeyCredentialDescriptor, 'id'> & { id: string };
const keys = (list: Described[] | undefined): PublicKeyCredentialDescriptor[] => (list ?? []).map(key => ({ ...key, id: bytes(key.id) }));

customElements.define('passkey-form', class extends HTMLElement {
  #form!: HTMLFormElement;
  #waiting?: AbortController;

  connectedCallback() {
    this.#form = this.querySelector('form')!;
    if (!window.PublicKeyCredential) {
      this.hidden = true;
      return;
    }
    this.#form.addEventListener('submit', event => {
      event.preventDefault();
      void this.#ask(false);
    });
    if (this.hasAttribute('autofill')) void this.#offer();
  }

  disconnectedCallback() {
    this.#waiting?.abort();
  }

  async #offer() {
    if (await PublicKeyCredential.isConditionalMediationAvailable?.()) await this.#ask(true);
  }

  async #ask(quietly: boolean) {
    this.#say('');
    this.#waiting?.abort();
    const waiting = this.#waiting = new AbortController();
    try {
      const question = await this.#question(waiting.signal);
      const answer = this.getAttribute('kind') === 'make' ? await make(question, waiting.signal) : await use(question, waiting.signal, quietly);
      if (waiting.signal.aborted) return;
      this.#form.querySelector<HTMLInputElement>('[name=Credential]')!.value = JSON.stringify(answer);
      this.#form.submit();
    } catch (error) {
      if (!quietly && !waiting.signal.aborted) this.#say(reason(error as DOMException));
    }
  }

  async #question(signal: AbortSignal) {
    const token = this.#form.querySelector<HTMLInputElement>('[name=__RequestVerificationToken]');
    const answer = await fetch(this.getAttribute('options')!, { method: 'POST', body: new URLSearchParams(token ? { [token.name]: token.value } : {}), signal });
    if (!answer.ok || answer.redirected) throw new DOMException('', 'NetworkError');
    return answer.json();
  }

  #say(words: string) {
    this.querySelector('[role=alert]')!.textContent = words;
  }
});

async function make(question: any, signal: AbortSignal) {
  const publicKey = { ...question, challenge: bytes(question.challenge), user: { ...question.user, id: bytes(question.user.id) }, excludeCredentials: keys(question.excludeCredentials) };
  const made = await navigator.credentials.create({ publicKey, signal }) as PublicKeyCredential;
  const response = made.response as AuthenticatorAttestationResponse;
  return { ...common(made), response: { clientDataJSON: text(response.clientDataJSON), attestationObject: text(response.attestationObject), transports: response.getTransports?.() ?? [] } };
}

async function use(question: any, signal: AbortSignal, quietly: boolean) {
  const publicKey = { ...question, challenge: bytes(question.challenge), allowCredentials: keys(question.allowCredentials) };
  const used = await navigator.credentials.get({ publicKey, signal, ...(quietly ? { mediation: 'conditional' as CredentialMediationRequirement } : {}) }) as PublicKeyCredential;
  const response = used.response as AuthenticatorAssertionResponse;
  return {
    ...common(used),
    response: {
      clientDataJSON: text(response.clientDataJSON), authenticatorData: text(response.authenticatorData), signature: text(response.signature),
      userHandle: response.userHandle ? text(response.userHandle) : null,
    },
  };
}

const common = (key: PublicKeyCredential) => ({
  id: key.id, rawId: text(key.rawId), type: key.type, authenticatorAttachment: key.authenticatorAttachment, clientExtensionResults: key.getClientExtensionResults(),
});

function reason(error: DOMException) {
  switch (error.name) {
    case 'InvalidStateError': return 'This device has a passkey for your account already.';
    case 'NotAllowedError': return 'Your device did not confirm it. Try again.';
    case 'SecurityError': return 'Passkeys do not work under this address.';
    case 'NotSupportedError': return 'This device cannot keep passkeys.';
    default: return 'That did not work. Reload the page and try again.';
  }
}

export {};
