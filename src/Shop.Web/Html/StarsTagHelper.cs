using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Shop.Web.Html;

/// <summary>&lt;stars value="4.3" /&gt;: five stars filled to the tenth, and the number in words for those who do not see them.</summary>
[HtmlTargetElement("stars", Attributes = "value", TagStructure = TagStructure.WithoutEndTag)]
public sealed class StarsTagHelper : TagHelper
{
    // There are fifty-one ratings to the tenth; each is drawn once.
    private static readonly ConcurrentDictionary<(string Icons, decimal Value), string> Drawn = new();

    public decimal Value { get; set; }
    [ViewContext, HtmlAttributeNotBound] public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.AddClass("rating-stars");
        output.Attributes.SetAttribute("viewBox", "0 0 120 24");
        output.Attributes.SetAttribute("role", "img");
        output.Attributes.SetAttribute("aria-label", string.Create(CultureInfo.CurrentCulture, $"{Value:0.#} out of 5 stars"));
        output.Content.SetHtmlContent(Drawn.GetOrAdd((ViewContext.HttpContext.Asset("/dist/icons.svg"), Math.Round(Math.Clamp(Value, 0, 5), 1)), Draw));
    }

    private static string Draw((string Icons, decimal Value) stars)
    {
        var width = (24 * stars.Value).ToString("0.#", CultureInfo.InvariantCulture);
        return $"<g>{Row(stars.Icons, "star")}</g><svg width=\"{width}\" height=\"24\"><g>{Row(stars.Icons, "star-filled")}</g></svg>";
    }

    private static string Row(string icons, string icon) =>
        string.Concat(Enumerable.Range(0, 5).Select(i => $"<use href=\"{icons}#{icon}\" x=\"{24 * i}\" width=\"24\" height=\"24\"></use>"));
}
