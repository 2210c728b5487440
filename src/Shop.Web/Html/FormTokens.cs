using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.Routing;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.Extensions.Options;
using Shop.Web.Storefront.Sharing;

namespace Shop.Web.Html;

/// <summary>Writes the antiforgery field into forms: a visitor's own on a page of their own, none on a shared page, and only its place in HTML that is kept for many.</summary>
public sealed class FormTokens(IAntiforgery antiforgery, IOptions<MvcViewOptions> options, IModelMetadataProvider metadata, IUrlHelperFactory urls, HtmlEncoder encoder, ValidationHtmlAttributeProvider validation)
    : DefaultHtmlGenerator(antiforgery, options, metadata, urls, encoder, validation)
{
    internal const string Field = "__RequestVerificationToken";

    /// <summary>Stands where each visitor's own field will be.</summary>
    internal const string Place = $"<!--{Field}-->";

    private static readonly object Mark = new();
    private static readonly HtmlString Placed = new(Place);

    public override IHtmlContent GenerateAntiforgery(ViewContext viewContext) =>
        viewContext.HttpContext.IsKeeping() ? Placed : viewContext.HttpContext.IsShared() ? HtmlString.Empty : base.GenerateAntiforgery(viewContext);

    /// <summary>The field with this visitor's own token, written out once for all forms of a page.</summary>
    internal static IHtmlContent FieldOf(HttpContext context)
    {
        if (context.Items[Mark] is IHtmlContent known) return known;
        var token = context.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(context).RequestToken!; // Base64 for addresses: nothing to encode
        var field = new HtmlString($"<input name=\"{Field}\" type=\"hidden\" value=\"{token}\" />");
        context.Items[Mark] = field;
        return field;
    }
}
