using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Shop.Web.Html;

/// <summary>&lt;swatch colour="#B4472F" name="Clay" /&gt;: a dot of a colour. It is drawn as SVG, because the shop allows no inline style.</summary>
[HtmlTargetElement("swatch", Attributes = "colour", TagStructure = TagStructure.WithoutEndTag)]
public sealed partial class SwatchTagHelper : TagHelper
{
    public string Colour { get; set; } = "";

    /// <summary>Empty where the name stands beside it.</summary>
    public string Name { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.AddClass("swatch");
        if (Name.Length > 0)
        {
            output.Attributes.SetAttribute("role", "img");
            output.Attributes.SetAttribute("aria-label", Name);
            output.Attributes.SetAttribute("title", Name);
        }
        var rect = new TagBuilder("rect") { Attributes = { ["width"] = "16", ["height"] = "16", ["fill"] = Hex().IsMatch(Colour) ? Colour : "none" } };
        var svg = new TagBuilder("svg") { Attributes = { ["viewBox"] = "0 0 16 16", ["aria-hidden"] = "true" } };
        svg.InnerHtml.AppendHtml(rect);
        output.Content.SetHtmlContent(svg);
    }

    [GeneratedRegex("^#[0-9a-fA-F]{3,8}$")] private static partial Regex Hex();
}
