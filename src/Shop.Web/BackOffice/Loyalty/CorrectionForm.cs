using System.Globalization;
using Shop.Kernel;
using Shop.Loyalty;

namespace Shop.Web.BackOffice.Loyalty;

/// <summary>What can be asked for on the form.</summary>
public enum CorrectionWish { Give, Take, Extend, Lend }

/// <summary>Something for a member by hand, as staff type it: numbers and days are texts, so that whatever is typed gets our answer and stays.</summary>
public sealed class CorrectionForm
{
    public Guid Key { get; set; }
    public CorrectionWish Wish { get; set; }
    public string? HowMany { get; set; }
    public string? EndingUntil { get; set; }
    public string? Until { get; set; }
    public Tier Tier { get; set; } = Tier.Silver;
    public GrantKind Grant { get; set; } = GrantKind.Override;
    public string? Words { get; set; }
    public string? Note { get; set; }

    /// <summary>The numbers were seen and are to be done…</summary>
    public bool Sure { get; set; }

    /// <summary>…of what was asked then: who changes it after that looks again.</summary>
    public string? Seen { get; set; }

    public static string PrintOf(CorrectionTerms terms) => Secret.PrintOf(terms.ToString());

    /// <summary>What was meant; each thing that cannot be read is told to <paramref name="complain"/> with its field.</summary>
    public CorrectionTerms Read(TimeZoneInfo zone, DateTime now, Action<string, string> complain)
    {
        var kind = Wish switch { CorrectionWish.Extend => CorrectionKind.Extension, CorrectionWish.Lend => CorrectionKind.Tier, _ => CorrectionKind.Points };
        var points = kind == CorrectionKind.Points ? Whole(HowMany, complain) : 0;
        var terms = new CorrectionTerms(kind, Words ?? "", Note)
        {
            Points = Wish == CorrectionWish.Take ? -points : points, Tier = Tier, Grant = Grant,
            EndingBefore = kind == CorrectionKind.Extension ? After(EndingUntil, nameof(EndingUntil), "Ending until", zone, complain) : null,
            Until = kind == CorrectionKind.Points ? null : After(Until, nameof(Until), kind == CorrectionKind.Tier ? "Until" : "Live until", zone, complain),
        };
        foreach (var (field, text) in terms.Complaints(now)) complain(field switch { nameof(CorrectionTerms.EndingBefore) => nameof(EndingUntil), nameof(CorrectionTerms.Points) => nameof(HowMany), _ => field }, text);
        return terms;
    }

    private static long Whole(string? typed, Action<string, string> complain)
    {
        if (long.TryParse(typed?.Trim(), NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var points) && points > 0) return points;
        complain(nameof(HowMany), "“Points”: enter a whole number above zero, like 250");
        return 0;
    }

    // “Until the 31st” is to the last instant of it.
    private static DateTime? After(string? typed, string field, string label, TimeZoneInfo zone, Action<string, string> complain)
    {
        if (DateOnly.TryParseExact(typed?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 2000 and < 2200) return Period.StartOf(day.AddDays(1), zone);
        complain(field, $"“{label}”: enter a day, like 2027-03-31");
        return null;
    }
}
