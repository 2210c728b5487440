using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>Whether a rule set is still being written.</summary>
public enum RuleSetState { Draft, Published }

/// <summary>What members whose tier changes by new rules are told: what is always told of a change, nothing, or that with words of one's own.</summary>
public enum RuleNotice { Standard, None, Own }

/// <summary>One version of all the club's rules. A draft changes as its writer likes; once published it never does, and what was ordered under it is judged by it for ever.</summary>
public sealed class RuleSet : Entity
{
    public const int NameMaxLength = 120;
    public const int NoticeMaxLength = 1000;

    private RuleSet() { }

    public Guid ProgrammeId { get; private init; }

    /// <summary>1, 2, 3… in the order of publication; a draft has none.</summary>
    public int? Number { get; private set; }
    public string Name { get; private set; } = "";
    public RuleSetState State { get; private set; }

    /// <summary>From when orders are judged by it, until the next one.</summary>
    public DateTime? EffectiveFrom { get; private set; }
    public DateTime? PublishedAt { get; private set; }
    public string? PublishedBy { get; private set; }
    public DateTime CreatedAt { get; private init; }

    /// <summary>What those are told whose tier it changes; of what was published before this was asked, the standard.</summary>
    public RuleNotice? Notice { get; private set; }
    public string? NoticeText { get; private set; }

    /// <summary>Who wrote it as it is now, and when; not known of what is older than this was kept.</summary>
    public string? ChangedBy { get; private set; }
    public DateTime? ChangedAt { get; private set; }

    /// <summary>The rules as JSON.</summary>
    public string Content { get; private set; } = "";

    public ProgrammeRules Rules => ProgrammeRules.FromJson(Content);

    public static RuleSet Draft(Guid programmeId, string name, ProgrammeRules rules, DateTime now, Actor? by = null)
    {
        var draft = new RuleSet { ProgrammeId = programmeId, CreatedAt = now };
        draft.Edit(name, rules, by ?? Actor.System, now);
        return draft;
    }

    /// <summary>A draft may have faults; they are told when it is published. Saved as it was, it stays the version it is, and its simulation holds.</summary>
    public void Edit(string name, ProgrammeRules rules, Actor by, DateTime now)
    {
        RefuseIfPublished();
        if (name.Trim().Length is 0 or > NameMaxLength) throw new RuleBroken($"Enter a name of 1 to {NameMaxLength} characters.");
        if (name.Trim() == Name && Rules.ToJson() == rules.ToJson()) return;
        (Name, Content, ChangedBy, ChangedAt) = (name.Trim(), rules.ToJson(), by.Name, now);
    }

    /// <param name="last">The one published last, if any.</param>
    /// <exception cref="RuleBroken">It is published already, has faults, or would begin in the past or not after the last one.</exception>
    public void Publish(RuleSet? last, DateTime effectiveFrom, Actor by, DateTime now, RuleNotice notice = RuleNotice.Standard, string? noticeText = null)
    {
        RefuseIfPublished();
        var problems = RuleCheck.Problems(Rules);
        if (problems.Count > 0) throw new RuleBroken($"{problems[0].Text} ({problems[0].Path})." + problems.Count switch { 1 => "", 2 => " There is 1 more fault.", var all => $" There are {all - 1} more faults." });
        if (effectiveFrom < now) throw new RuleBroken("Rules begin now or later: what was ordered before was ordered under other rules.");
        if (effectiveFrom <= last?.EffectiveFrom) throw new RuleBroken($"Rules begin after the ones published last, “{last.Name}”.");
        var words = notice == RuleNotice.Own ? noticeText?.Trim() ?? "" : null;
        if (words is { Length: 0 or > NoticeMaxLength }) throw new RuleBroken($"Write what members are to read, with at most {NoticeMaxLength} characters.");
        (Notice, NoticeText) = (notice, words);
        (State, Number, EffectiveFrom, PublishedAt, PublishedBy) = (RuleSetState.Published, (last?.Number ?? 0) + 1, effectiveFrom, now, by.Name);
    }

    private void RefuseIfPublished()
    {
        if (State == RuleSetState.Published) throw new RuleBroken("These rules are published: they never change. Write a new draft.");
    }
}
