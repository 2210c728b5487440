using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Shop.Kernel;

namespace Shop.Web.Storefront.Catalog;

/// <summary>
/// Lets one vote a day and review count from each address where nobody is signed in. What it remembers are keyed prints, in memory only and under a key of the day,
/// so that nobody can ever find out who it was; each node counts for itself.
/// </summary>
public sealed class VotingAddresses(TimeProvider clock)
{
    private sealed record Today(DateOnly Date)
    {
        public byte[] Key { get; } = RandomNumberGenerator.GetBytes(32);
        public ConcurrentDictionary<string, byte> Voted { get; } = new(StringComparer.Ordinal);
    }

    private Today _today = new(DateOnly.MinValue);

    /// <summary>False when somebody at this address has said so today already.</summary>
    public bool Take(Guid review, HttpContext context) => Now() is var today && today.Voted.TryAdd(PrintOf(today, review, context), 0);

    /// <summary>The vote was taken back, or did not count.</summary>
    public void GiveBack(Guid review, HttpContext context) => _ = Now() is var today && today.Voted.TryRemove(PrintOf(today, review, context), out _);

    private Today Now()
    {
        var date = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        return _today is var today && today.Date == date ? today : Interlocked.CompareExchange(ref _today, new Today(date), today) == today ? _today : Now();
    }

    private static string PrintOf(Today today, Guid review, HttpContext context) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(today.Key, Encoding.UTF8.GetBytes($"{review:N} {Network.Of(context.Connection.RemoteIpAddress)}")));
}
