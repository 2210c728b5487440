using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Shop.Web.Html;

/// <summary>Puts the antiforgery field into every form that posts to an address of ours. MVC does so by itself only where no address is written, or one that begins with “~”.</summary>
[HtmlTargetElement("form", Attributes = "method,action")]
public sealed class FormTokenTagHelper(IHtmlGenerator generator) : TagHelper
{
    [ViewContext, HtmlAttributeNotBound] public ViewContext ViewContext { get; set; } = null!;

    // After MVC's own helper: two fields would be one wrong token.
    public override int Order => int.MaxValue;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (context.AllAttributes.ContainsName("asp-antiforgery")) return; // it was said otherwise
        if (!string.Equals(context.AllAttributes["method"].Value?.ToString(), "post", StringComparison.OrdinalIgnoreCase)) return;
        var action = context.AllAttributes["action"].Value?.ToString() ?? "";
        if (action.Length == 0 || !(action.StartsWith('/') || action.StartsWith('~')) || action.StartsWith("//", StringComparison.Ordinal)) return; // MVC's own, or another site's
        if (output.PostContent.GetContent().Contains(FormTokens.Field, StringComparison.Ordinal)) return;
        output.PostContent.AppendHtml(generator.GenerateAntiforgery(ViewContext));
    }
}
