using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Shop.Web.Html;

/// <summary>&lt;stars value="4.3" /&gt;: five stars filled to the tenth, and the number in words for those who do not see them.</summary>
[HtmlTargetElement("stars", Attributes = "value", TagStructure = TagStructure.WithoutEndTag)]
public sealed class StarsTagHelper : TagHelper
{
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
        output.Content.SetHtmlContent(Row("star"));
        var filled = new TagBuilder("svg") { Attributes = { ["width"] = (24 * Math.Clamp(Value, 0, 5)).ToString("0.#", CultureInfo.InvariantCulture), ["height"] = "24" } };
        filled.InnerHtml.AppendHtml(Row("star-filled"));
        output.Content.AppendHtml(filled);
    }

    private TagBuilder Row(string icon)
    {
        var row = new TagBuilder("g");
        for (var i = 0; i < 5; i++)
            row.InnerHtml.AppendHtml(new TagBuilder("use") { Attributes = { ["href"] = $"{ViewContext.HttpContext.Asset("/dist/icons.svg")}#{icon}", ["x"] = $"{24 * i}", ["width"] = "24", ["height"] = "24" } });
        return row;
    }
}
