using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Shop.Kernel;
using Shop.Web.Storefront.Loyalty;

namespace Shop.Web.Html;

/// <summary>&lt;tier-price value="…" /&gt;: what the reader's tier makes of a price. Nothing for whom it is the same.</summary>
[HtmlTargetElement("tier-price", TagStructure = TagStructure.WithoutEndTag)]
public sealed class TierPriceTagHelper(ClubNow now, MoneyText money) : TagHelper
{
    public Money Value { get; set; }

    [ViewContext, HtmlAttributeNotBound] public ViewContext ViewContext { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        var ct = ViewContext.HttpContext.RequestAborted;
        if (await now.Member(ct) is not { } member || await now.Club(ct) is not { } club || club.PriceAt(member.Tier, Value) is var own && own == Value) return;
        output.TagName = "p";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.AddClass("price-tier");
        output.Content.SetContent($"{money.Of(own)} for you as {club.NameOf(member.Tier)}");
    }
}
