using Shop.Kernel;

namespace Shop.Ordering;

/// <summary>
/// A wallet that knows its owner's address: one press instead of the checkout's fields. It tells the shop where the goods go;
/// the money is authorized afterwards like any other, once the total is known.
/// </summary>
public interface IExpressWallet
{
    /// <summary>As it stands on the button.</summary>
    string Name { get; }

    /// <summary>Opens the wallet for somebody who wants to share an address. Returns where to send the browser.</summary>
    /// <param name="returnUrl">Where the wallet sends it back to, with {session} for what to ask with.</param>
    Task<string> Open(string returnUrl, CancellationToken ct);

    /// <summary>What its owner shared; null when they did not, or the session never was.</summary>
    Task<WalletOwner?> Retrieve(string session, CancellationToken ct);
}

/// <summary>Who owns a wallet, as they shared it.</summary>
public sealed record WalletOwner(string Email, string? Phone, Address Address);
