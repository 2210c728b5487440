using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>One entry of the journal. Never changed and never deleted: the databases refuse both, and each entry seals the one before it.</summary>
public sealed class PointsTransaction
{
    public const int SourceKeyMaxLength = 120;
    public const int ReasonMaxLength = 500;
    public const int HashLength = 64;

    /// <summary>What the first entry of an account seals.</summary>
    public static readonly string Beginning = new('0', HashLength);

    private readonly List<Posting> _postings = [];

    private PointsTransaction() { }

    public Guid Id { get; private init; }
    public Guid AccountId { get; private init; }

    /// <summary>Its place in the account's journal, from 1 and without gaps. Order comes from here, not from clocks.</summary>
    public long Number { get; private init; }
    public Guid MemberId { get; private init; }
    public string SourceKey { get; private init; } = "";
    public PointsMove Kind { get; private init; }
    public Guid? OrderId { get; private init; }
    public Guid? RuleSetId { get; private init; }
    public DateTime At { get; private init; }
    public ActorKind ByKind { get; private init; }
    public Guid? ById { get; private init; }
    public string ByName { get; private init; } = "";
    public string? Reason { get; private init; }

    /// <summary>The balances once it was written: what a statement shows beside it.</summary>
    public long AvailableAfter { get; private init; }
    public long PendingAfter { get; private init; }

    /// <summary>The change of what can be spent, kept beside its postings so that a stretch of a long statement adds up quickly.</summary>
    public long? Moved { get; private init; }
    public string PreviousHash { get; private init; } = Beginning;
    public string Hash { get; private init; } = "";
    public IReadOnlyList<Posting> Postings => _postings;

    /// <exception cref="RuleBroken">The postings do not sum to zero, unit by unit, or are none.</exception>
    internal static PointsTransaction Of(PointsAccount account, PointsMove kind, Entry entry, IReadOnlyList<Posting> postings)
    {
        if (postings.Count == 0) throw new RuleBroken("A transaction moves something.");
        foreach (var unit in postings.GroupBy(p => p.Unit))
            if (unit.Sum(p => p.Amount) != 0) throw new RuleBroken($"The postings of {entry.SourceKey} do not sum to zero.");
        var made = new PointsTransaction
        {
            Id = NewId.Next(), AccountId = account.Id, Number = account.LastNumber + 1, MemberId = entry.MemberId, SourceKey = entry.SourceKey, Kind = kind,
            OrderId = entry.OrderId, RuleSetId = entry.RuleSetId, At = entry.At, ByKind = entry.By.Kind, ById = entry.By.Id, ByName = entry.By.Name, Reason = entry.Reason ?? entry.By.Reason,
            AvailableAfter = account.Available + Sum(postings, Book.Available), PendingAfter = account.Pending + Sum(postings, Book.Pending), Moved = Sum(postings, Book.Available), PreviousHash = account.LastHash,
            Hash = HashOf(account.LastHash, account.Id, account.LastNumber + 1, entry, kind, postings),
        };
        for (var i = 0; i < postings.Count; i++) made._postings.Add(postings[i] with { Line = i });
        return made;
    }

    /// <summary>What the seal of this entry has to be, from its own words and the seal before it: SHA-256, in hexadecimal.</summary>
    public string Reseal() => HashOf(PreviousHash, AccountId, Number, new Entry(SourceKey, MemberId, At, new Actor(ByKind, ById, ByName), Reason, OrderId, RuleSetId), Kind, [.. _postings.OrderBy(p => p.Line)]);

    private static long Sum(IReadOnlyList<Posting> postings, Book book) => postings.Where(p => p.Unit == LedgerUnit.Points && p.Book == book).Sum(p => p.Amount);

    private static string HashOf(string previous, Guid account, long number, Entry entry, PointsMove kind, IReadOnlyList<Posting> postings)
    {
        var text = new StringBuilder(400).Append(CultureInfo.InvariantCulture,
            $"{previous}|{account:N}|{number}|{entry.MemberId:N}|{Words(entry.SourceKey)}|{kind}|{entry.OrderId:N}|{entry.RuleSetId:N}|{Time(entry.At)}|{entry.By.Kind}|{entry.By.Id:N}|{Words(entry.By.Name)}|{Words(entry.Reason ?? entry.By.Reason)}");
        foreach (var p in postings) text.Append(CultureInfo.InvariantCulture, $"|{p.Book},{p.Unit},{p.Amount},{p.LotId:N},{Time(p.DueAt)},{Time(p.ExpiresAt)}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    // With their length before them, words cannot pass for what follows them.
    private static string? Words(string? text) => text is null ? null : string.Create(CultureInfo.InvariantCulture, $"{text.Length}:{text}");

    // Milliseconds: both databases keep at least so much of a time.
    private static long? Time(DateTime? at) => at is { } known ? (known.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond : null;
}
