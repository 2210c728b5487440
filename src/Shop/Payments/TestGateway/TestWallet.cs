using Shop.Kernel;
using Shop.Ordering;

namespace Shop.Payments.TestGateway;

/// <summary>The test gateway's wallet: a few invented owners to choose from. Nobody's real address is asked for.</summary>
public sealed class TestWallet(TestGatewayBank bank) : IExpressWallet
{
    public static readonly IReadOnlyList<WalletOwner> Owners =
    [
        new("ingrid.wallet@example.com", "+47 55 00 00 01", new Address("Ingrid Solberg", null, "Havnegata 4", null, "5003", "Bergen", null, "NO")),
        new("lukas.wallet@example.com", "+49 30 0000001", new Address("Lukas Weber", null, "Lindenstraße 12", "Hinterhaus", "10115", "Berlin", null, "DE")),
        new("marie.wallet@example.com", null, new Address("Marie Dubois", null, "8 rue des Capucins", null, "69001", "Lyon", null, "FR")),
        new("wang.wallet@example.com", null, new Address("王小明", null, "Kungsgatan 9", null, "111 22", "Stockholm", null, "SE")),
    ];

    /// <summary>Whether somebody with this address has a wallet: to them it is offered first.</summary>
    public static bool Knows(string email) => Owners.Any(o => o.Email == email);

    public string Name => "Test Wallet";

    public async Task<string> Open(string returnUrl, CancellationToken ct) => $"/test-gateway/wallet/{await bank.OpenWallet(returnUrl, ct)}";

    public async Task<WalletOwner?> Retrieve(string session, CancellationToken ct) =>
        await bank.SharedBy(session, ct) is { } email ? Owners.FirstOrDefault(o => o.Email == email) : null;
}
