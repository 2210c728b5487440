using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Shop.Web.Html.Qr;

/// <summary>&lt;qr-code text="…" label="…" /&gt;: a QR code as a picture within the page; dark on light in either theme, as readers want it.</summary>
[HtmlTargetElement("qr-code", TagStructure = TagStructure.WithoutEndTag)]
public sealed class QrCodeTagHelper : TagHelper
{
    private const int Quiet = 4; // the empty rim that readers need

    public string Text { get; set; } = "";
    public string Label { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var code = QrCode.Of(Text);
        var size = code.Size + 2 * Quiet;
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "qr-code");
        output.Attributes.SetAttribute("role", "img");
        output.Attributes.SetAttribute("aria-label", Label);
        output.Attributes.SetAttribute("viewBox", $"{-Quiet} {-Quiet} {size} {size}");
        output.Attributes.SetAttribute("shape-rendering", "crispEdges");
        output.Content.SetHtmlContent($"""<rect x="{-Quiet}" y="{-Quiet}" width="{size}" height="{size}" fill="#fff"/><path d="{code.Path()}" fill="#000"/>""");
    }
}
