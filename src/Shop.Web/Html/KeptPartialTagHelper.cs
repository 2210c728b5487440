using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Shop.Web.Html;

/// <summary>
/// &lt;kept-partial name="_ProductCard" model="card" /&gt;: a partial that is the same for all visitors, rendered once for as long as its model
/// (or the key) is in use. The antiforgery field in it is each visitor's own.
/// </summary>
[HtmlTargetElement("kept-partial", TagStructure = TagStructure.WithoutEndTag)]
public sealed class KeptPartialTagHelper(IHtmlHelper html, IAntiforgery antiforgery, HtmlEncoder encoder) : TagHelper
{
    private static readonly ConditionalWeakTable<object, ConcurrentDictionary<string, string[]>> Kept = [];

    public string Name { get; set; } = "";
    public object Model { get; set; } = null!;

    /// <summary>What the HTML is kept for, when the model is made anew each time: the object that says the same.</summary>
    public object? Key { get; set; }

    /// <summary>What else the HTML depends on.</summary>
    public string Vary { get; set; } = "";

    [ViewContext, HtmlAttributeNotBound] public ViewContext ViewContext { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        var request = ViewContext.HttpContext;
        // Links carry the path base, amounts the reader's digits, files their fingerprints where the page knows them.
        var known = request.GetEndpoint()?.Metadata.GetMetadata<ResourceAssetCollection>() is not null;
        var kept = Kept.GetOrCreateValue(Key ?? Model);
        var variety = $"{Name} {Vary} {CultureInfo.CurrentCulture.Name} {request.Request.PathBase} {known}";
        var token = antiforgery.GetAndStoreTokens(request).RequestToken!;
        if (!kept.TryGetValue(variety, out var parts)) kept[variety] = parts = (await Render()).Split(token);
        for (var i = 0; i < parts.Length; i++)
        {
            if (i > 0) output.Content.AppendHtml(token); // letters, digits, - and _ only
            output.Content.AppendHtml(parts[i]);
        }
    }

    private async Task<string> Render()
    {
        ((IViewContextAware)html).Contextualize(ViewContext);
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        (await html.PartialAsync(Name, Model)).WriteTo(text, encoder);
        return text.ToString();
    }
}
