using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Shop.Loyalty;
using Shop.Web.Storefront.Loyalty;

namespace Shop.Web.Html;

/// <summary>&lt;earn lines="…" /&gt;: the points that goods earn, by the rules in force and the reader's tier; for who is not in the club what joining would bring. Nothing where nothing is earned.</summary>
[HtmlTargetElement("earn", TagStructure = TagStructure.WithoutEndTag)]
public sealed class EarnTagHelper(ClubNow now, TimeProvider clock) : TagHelper
{
    public IReadOnlyList<EarningLine>? Lines { get; set; }
    public EarningLine? Line { get; set; }

    /// <summary>What points pay of the goods: that part earns nothing.</summary>
    public Kernel.Money Paid { get; set; }

    /// <summary>On a card, where there is room for a number and a word.</summary>
    public bool Brief { get; set; }

    [ViewContext, HtmlAttributeNotBound] public ViewContext ViewContext { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        var ct = ViewContext.HttpContext.RequestAborted;
        IReadOnlyList<EarningLine> lines = Line is null ? Lines ?? [] : [Line];
        if (lines.Count == 0 || await now.Club(ct) is not { } club) return;
        // A shelf does not know the tax in its prices. Where tax earns nothing it keeps silent rather than promise too much.
        if (!club.Rules.Earning.TaxEarns && lines.Any(l => l.Vat == Kernel.Money.Zero && l.Total > Kernel.Money.Zero)) return;
        var tier = (await now.Member(ct))?.Tier;
        if (Line is not null && tier is { } at) lines = [Line with { Total = club.PriceAt(at, Line.Total), Vat = club.PriceAt(at, Line.Vat) }]; // a cart has counted that in already
        if (club.Earned(lines, tier ?? Tier.Member, clock.GetUtcNow().UtcDateTime, Paid) is not (> 0 and var points)) return;

        output.TagName = "p";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.AddClass(Brief ? "earn earn-brief" : "earn");
        if (tier is null && !Brief) // a card is a link already
        {
            var link = new TagBuilder("a");
            link.Attributes["href"] = $"{ViewContext.HttpContext.Request.PathBase}/club";
            link.InnerHtml.Append(Sentence(club, tier, points));
            output.Content.SetHtmlContent(link);
            return;
        }
        output.Content.SetContent(Sentence(club, tier, points));
    }

    private string Sentence(Club club, Tier? tier, long points)
    {
        if (tier is not { } known) return $"Join and earn {club.Count(points)}";
        if (Brief) return club.Count(points);
        return known == Tier.Member ? $"Earn {club.Count(points)}" : $"Earn {club.Count(points)} as {club.NameOf(known)}";
    }
}
