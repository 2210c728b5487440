using System.ComponentModel.DataAnnotations;
using Shop.Loyalty;

namespace Shop.Web.BackOffice.Loyalty;

/// <summary>What a draft of rules says, as text.</summary>
public sealed class RuleSetForm
{
    [Required(ErrorMessage = "Enter a name."), StringLength(RuleSet.NameMaxLength, ErrorMessage = "Use at most 120 characters.")]
    public string Name { get; set; } = "";

    [Required(ErrorMessage = "The rules are empty."), StringLength(1_000_000, ErrorMessage = "These rules are too long.")]
    public string Content { get; set; } = "";

    public int Version { get; set; }
}

/// <summary>What a new club is called.</summary>
public sealed class ClubForm
{
    [Required(ErrorMessage = "Enter the club's name."), StringLength(Programme.NameMaxLength)]
    public string Name { get; set; } = "";

    [Required(ErrorMessage = "Enter the word for one point."), StringLength(Programme.WordMaxLength)]
    public string PointWord { get; set; } = "point";

    [Required(ErrorMessage = "Enter the word for several points."), StringLength(Programme.WordMaxLength)]
    public string PointsWord { get; set; } = "points";

    [Required(ErrorMessage = "Enter a time zone, such as Europe/Oslo."), StringLength(Programme.ZoneMaxLength)]
    public string Zone { get; set; } = "";

    [Range(1, Programme.LongestEdition, ErrorMessage = "A card is printed for 1 to 3 years.")]
    public int EditionYears { get; set; } = 2;
}

/// <summary>A rule set as the desk shows it.</summary>
public sealed record RuleSetRow(Guid Id, int? Number, string Name, bool IsDraft, DateTime? EffectiveFrom, string? PublishedBy, ProgrammeRules Rules, int Version)
{
    public string? ChangedBy { get; init; }
    public DateTime? ChangedAt { get; init; }
    public DateTime? PublishedAt { get; init; }

    public string Title => Number is { } number ? $"Rules {number}: {Name}" : Name;

    public static RuleSetRow Of(RuleSet set) => new(set.Id, set.Number, set.Name, set.State == RuleSetState.Draft, set.EffectiveFrom, set.PublishedBy, set.Rules, set.Version) { ChangedBy = set.ChangedBy, ChangedAt = set.ChangedAt, PublishedAt = set.PublishedAt };
}

/// <summary>A club that is not there yet.</summary>
public sealed record ClubFoundingPage(ClubForm Form);

/// <summary>All rule sets, drafts first.</summary>
public sealed record RuleSetListPage(string Club, IReadOnlyList<RuleSetRow> Sets, PublishedRules? Current, DateTime Now);

/// <summary>Two rule sets beside each other.</summary>
public sealed record RuleComparisonPage(IReadOnlyList<RuleSetRow> Sets, RuleSetRow Before, RuleSetRow After, IReadOnlyList<RuleChange> Changes);
