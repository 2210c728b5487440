using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Shop.Web.Html;

/// <summary>&lt;product-picture picture="…" /&gt;: a picture on its square that never shifts the page, or the shop's mark where there is none.</summary>
[HtmlTargetElement("product-picture", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ProductPictureTagHelper : TagHelper
{
    public Picture? Picture { get; set; }

    /// <summary>How wide it is drawn, in the words of the sizes attribute.</summary>
    public string Sizes { get; set; } = "(min-width: 1100px) 300px, 46vw";

    /// <summary>True for a picture that is seen first: loaded at once and before others.</summary>
    public bool Eager { get; set; }

    /// <summary>True where the name stands beside it, so that it is not read twice.</summary>
    public bool Decorative { get; set; }

    [ViewContext, HtmlAttributeNotBound] public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.AddClass("picture");
        if (Picture is { Sizes.Count: > 0 })
        {
            output.Content.SetHtmlContent(Image(Picture));
            return;
        }
        output.AddClass("picture-none");
        var mark = new TagBuilder("svg") { Attributes = { ["aria-hidden"] = "true" } };
        mark.InnerHtml.AppendHtml(new TagBuilder("use") { Attributes = { ["href"] = Url("/dist/icons.svg") + "#mark" } });
        output.Content.SetHtmlContent(mark);
    }

    private TagBuilder Image(Picture picture)
    {
        var image = new TagBuilder("img") { TagRenderMode = TagRenderMode.SelfClosing };
        if (picture.Sizes.Count > 1)
        {
            image.Attributes["srcset"] = string.Join(", ", picture.Sizes.Select(s => $"{Url(s.Url)} {s.Width}w"));
            image.Attributes["sizes"] = Sizes;
        }
        image.Attributes["src"] = Url(picture.Sizes[picture.Sizes.Count / 2].Url);
        image.Attributes["width"] = picture.Width.ToString(CultureInfo.InvariantCulture);
        image.Attributes["height"] = picture.Height.ToString(CultureInfo.InvariantCulture);
        image.Attributes["alt"] = Decorative ? "" : picture.Alt;
        image.Attributes["decoding"] = "async";
        if (Eager) image.Attributes["fetchpriority"] = "high";
        else image.Attributes["loading"] = "lazy";
        return image;
    }

    private string Url(string path) => ViewContext.HttpContext.Asset(path);
}
