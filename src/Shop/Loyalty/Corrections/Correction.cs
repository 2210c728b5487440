using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>What staff can do for a member by hand.</summary>
public enum CorrectionKind { Points, Extension, Tier }

/// <summary>Where it stands.</summary>
public enum CorrectionState { Waiting, Done, Refused, Withdrawn }

/// <summary>What is asked for: points given or taken, points that live longer, or a tier for a while.</summary>
/// <param name="Words">Why, as the member reads it.</param>
/// <param name="Note">What staff alone read: what was seen, and where the evidence lies.</param>
public sealed record CorrectionTerms(CorrectionKind Kind, string Words, string? Note)
{
    /// <summary>More than nothing gives, less takes.</summary>
    public long Points { get; init; }

    /// <summary>Points whose end comes before this instant, UTC, are meant…</summary>
    public DateTime? EndingBefore { get; init; }

    /// <summary>…and this is when they end instead; or when the tier does. UTC.</summary>
    public DateTime? Until { get; init; }
    public Tier Tier { get; init; }
    public GrantKind Grant { get; init; } = GrantKind.Override;

    /// <summary>All that is wrong with it, by field; empty when it can be asked for.</summary>
    public IEnumerable<(string Field, string Text)> Complaints(DateTime now)
    {
        if (string.IsNullOrWhiteSpace(Words) || Words.Trim().Length > Correction.WordsMaxLength) yield return (nameof(Words), $"“Why”: enter 1 to {Correction.WordsMaxLength} characters; the member reads them");
        if (Note?.Trim().Length > Correction.NoteMaxLength) yield return (nameof(Note), $"“Note”: enter at most {Correction.NoteMaxLength} characters");
        if (Kind == CorrectionKind.Points && Points is 0 or > Correction.MostPoints or < -Correction.MostPoints) yield return (nameof(Points), $"“Points”: enter a whole number between 1 and {Correction.MostPoints:N0}");
        if (Kind == CorrectionKind.Extension && !(EndingBefore > now)) yield return (nameof(EndingBefore), "“Ending until”: enter a day that is still to come");
        if (Kind == CorrectionKind.Extension && !(Until > (EndingBefore ?? now))) yield return (nameof(Until), "“Live until”: enter a day after it");
        if (Kind == CorrectionKind.Tier && Tier == Tier.Member) yield return (nameof(Tier), "“Tier”: choose one above the first, which every member has");
        if (Kind == CorrectionKind.Tier && !(Until > now)) yield return (nameof(Until), "“Until”: enter a day that is still to come");
        if (Kind != CorrectionKind.Points && Until > now.AddYears(Correction.MostYears)) yield return (nameof(Until), $"At most {Correction.MostYears} years from now");
        if (Kind == CorrectionKind.Tier && Grant is GrantKind.StatusMatch or GrantKind.LifeEvent && string.IsNullOrWhiteSpace(Note)) yield return (nameof(Note), "“Note”: write what was shown to you, and where a copy lies");
    }
}

/// <summary>
/// Something staff do for a member by hand. It acts once: at once within what the person may do alone, else when a second person agrees;
/// who asked and who agreed are never the same, and both stay written beside it.
/// </summary>
public sealed class Correction : Entity
{
    public const int WordsMaxLength = 200;
    public const int NoteMaxLength = 500;
    public const long MostPoints = 10_000_000;
    public const int MostYears = 5;

    private Correction() { }

    public Guid MemberId { get; private init; }
    public CorrectionKind Kind { get; private init; }

    /// <summary>Given if more than nothing, else taken; of points that live longer, how many were meant.</summary>
    public long Points { get; private init; }
    public DateTime? EndingBefore { get; private init; }
    public DateTime? Until { get; private init; }
    public Tier? Tier { get; private init; }
    public GrantKind? Grant { get; private init; }
    public string Words { get; private init; } = "";
    public string? Note { get; private init; }
    public Guid AskedById { get; private init; }
    public string AskedBy { get; private init; } = "";
    public DateTime AskedAt { get; private init; }

    /// <summary>Why a second person has to agree; null when nobody has to.</summary>
    public string? Beyond { get; private init; }
    public CorrectionState State { get; private set; }
    public Guid? DecidedById { get; private set; }
    public string? DecidedBy { get; private set; }
    public DateTime? DecidedAt { get; private set; }
    public string? Answer { get; private set; }

    /// <summary>What the journal knows its entries by.</summary>
    public string SourceKey => $"correction:{Id}";

    /// <param name="id">Made when the form was shown: sent twice, it is one.</param>
    /// <param name="points">How many points it is about, whichever way they go.</param>
    /// <param name="beyond">Why it is more than this person may do alone; null when it is not.</param>
    /// <exception cref="RuleBroken">Something is wrong with what is asked, or nobody who works here asks.</exception>
    public static Correction Of(Guid id, Guid memberId, CorrectionTerms terms, long points, Actor by, string? beyond, DateTime now)
    {
        if (by is not { Kind: ActorKind.Staff, Id: { } person }) throw new RuleBroken("Only staff do something for a member by hand.");
        if (terms.Complaints(now).Select(c => c.Text).FirstOrDefault() is { } wrong) throw new RuleBroken(wrong + ".");
        return new Correction
        {
            Id = id, MemberId = memberId, Kind = terms.Kind, Points = terms.Kind switch { CorrectionKind.Points => terms.Points, CorrectionKind.Extension => points, _ => 0 }, EndingBefore = terms.Kind == CorrectionKind.Extension ? terms.EndingBefore : null,
            Until = terms.Kind == CorrectionKind.Points ? null : terms.Until, Tier = terms.Kind == CorrectionKind.Tier ? terms.Tier : null, Grant = terms.Kind == CorrectionKind.Tier ? terms.Grant : null,
            Words = terms.Words.Trim(), Note = string.IsNullOrWhiteSpace(terms.Note) ? null : terms.Note.Trim(), AskedById = person, AskedBy = by.Name, AskedAt = now, Beyond = beyond,
        };
    }

    /// <summary>Whether the same is asked for.</summary>
    public bool IsFor(Guid memberId, CorrectionTerms terms) => MemberId == memberId && Kind == terms.Kind && Words == terms.Words.Trim() && Until == (Kind == CorrectionKind.Points ? null : terms.Until)
        && (Kind != CorrectionKind.Points || Points == terms.Points) && (Kind != CorrectionKind.Extension || EndingBefore == terms.EndingBefore) && (Kind != CorrectionKind.Tier || (Tier, Grant) == (terms.Tier, terms.Grant));

    /// <summary>It acts now. Within their limit the person who asked says so, beyond it another.</summary>
    public void Agree(Actor by, DateTime now)
    {
        if (Beyond is not null && by.Id == AskedById) throw new RuleBroken("You asked for it yourself: a second person has to agree.");
        Decide(CorrectionState.Done, by, null, now);
    }

    public void Refuse(Actor by, string? why, DateTime now)
    {
        if (string.IsNullOrWhiteSpace(why) || why.Trim().Length > NoteMaxLength) throw new RuleBroken($"Write why not, in 1 to {NoteMaxLength} characters: {AskedBy} reads it.");
        Decide(CorrectionState.Refused, by, why.Trim(), now);
    }

    /// <summary>Who asked thinks better of it.</summary>
    public void Withdraw(Actor by, DateTime now)
    {
        if (by.Id != AskedById) throw new RuleBroken($"Only {AskedBy} can withdraw it. You can refuse it.");
        Decide(CorrectionState.Withdrawn, by, null, now);
    }

    private void Decide(CorrectionState state, Actor by, string? answer, DateTime now)
    {
        if (by is not { Kind: ActorKind.Staff, Id: { } person }) throw new RuleBroken("Only staff decide this.");
        if (State != CorrectionState.Waiting) throw new RuleBroken($"It is {State switch { CorrectionState.Done => "done", CorrectionState.Refused => "refused", _ => "withdrawn" }} already, by {DecidedBy}.");
        (State, DecidedById, DecidedBy, DecidedAt, Answer) = (state, person, by.Name, now, answer);
    }
}
