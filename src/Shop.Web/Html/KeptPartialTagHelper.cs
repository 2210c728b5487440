using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Shop.Web.Storefront.Loyalty;
using Shop.Web.Storefront.Sharing;

namespace Shop.Web.Html;

/// <summary>
/// &lt;kept-partial name="_ProductCard" model="card" /&gt;: a partial that is the same for all visitors, rendered once for as long as its model
/// (or the key) is in use; members of a tier have theirs, because points are named in many of them. The antiforgery field in it is each visitor's own.
/// </summary>
[HtmlTargetElement("kept-partial", TagStructure = TagStructure.WithoutEndTag)]
public sealed partial class KeptPartialTagHelper : TagHelper
{
    private static readonly ConditionalWeakTable<object, ConcurrentDictionary<Variety, HtmlString[]>> Kept = [];
    // What varies with the minute or with a count makes ever new varieties of a thing that stays.
    private const int MostVarieties = 200;

    private static readonly HtmlString ItemStart = new("<li>");
    private static readonly HtmlString ItemEnd = new("</li>");

    private IHtmlContent? _field;

    public string Name { get; set; } = "";
    public object? Model { get; set; }

    /// <summary>Instead of one model: the items of a list, each kept by itself and written as a list item.</summary>
    public IEnumerable? Items { get; set; }

    /// <summary>What the HTML is kept for, when the model is made anew each time: the object that says the same.</summary>
    public object? Key { get; set; }

    /// <summary>What else the HTML depends on.</summary>
    public string Vary { get; set; } = "";

    [ViewContext, HtmlAttributeNotBound] public ViewContext ViewContext { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        var variety = await VarietyOf(ViewContext.HttpContext);
        if (Items is null)
        {
            Write(output.Content, await PartsOf(Model!, variety));
            return;
        }
        foreach (var item in Items)
        {
            output.Content.AppendHtml(ItemStart);
            Write(output.Content, await PartsOf(item, variety));
            output.Content.AppendHtml(ItemEnd);
        }
    }

    // Links carry the path base, facts for search engines the host, amounts the reader's digits, files their fingerprints where the page knows them.
    private async ValueTask<Variety> VarietyOf(HttpContext context) => new(Name, Vary, await context.RequestServices.GetRequiredService<ClubNow>().Mark(context.RequestAborted), CultureInfo.CurrentCulture.Name, context.Request.Scheme, context.Request.Host.Value ?? "", context.Request.PathBase.Value ?? "",
        context.GetEndpoint()?.Metadata.GetMetadata<ResourceAssetCollection>() is not null);

    private async Task<HtmlString[]> PartsOf(object model, Variety variety)
    {
        var kept = Kept.GetOrCreateValue(Items is null ? Key ?? model : model);
        if (kept.TryGetValue(variety, out var parts)) return parts;
        if (kept.Count >= MostVarieties) kept.Clear();
        return kept[variety] = [.. (await Render(model)).Split(FormTokens.Place).Select(part => new HtmlString(part))];
    }

    private void Write(TagHelperContent content, HtmlString[] parts)
    {
        for (var i = 0; i < parts.Length; i++)
        {
            if (i > 0) WriteToken(content);
            content.AppendHtml(parts[i]);
        }
    }

    private void WriteToken(TagHelperContent content)
    {
        var context = ViewContext.HttpContext;
        if (context.IsKeeping()) content.AppendHtml(FormTokens.Place);
        else if (!context.IsShared()) content.AppendHtml(_field ??= FormTokens.FieldOf(context));
    }

    private async Task<string> Render(object model)
    {
        var services = ViewContext.HttpContext.RequestServices;
        var html = services.GetRequiredService<IHtmlHelper>();
        ((IViewContextAware)html).Contextualize(ViewContext);
        using var keeping = ViewContext.HttpContext.Keep();
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        (await html.PartialAsync(Name, model)).WriteTo(text, services.GetRequiredService<HtmlEncoder>());
        return Tight(text.ToString());
    }

    // The indentation of the views is for those who write them; what is kept for many travels without it.
    private static string Tight(string html) =>
        html.Contains("<pre", StringComparison.Ordinal) || html.Contains("<textarea", StringComparison.Ordinal) ? html : LineBreak().Replace(html, "\n");

    [System.Text.RegularExpressions.GeneratedRegex(@"\s*\n\s*")] private static partial System.Text.RegularExpressions.Regex LineBreak();

    private readonly record struct Variety(string Name, string Vary, string Club, string Culture, string Scheme, string Host, string PathBase, bool FilesAreKnown);
}

/// <summary>Whether HTML is just being made that will be kept for many.</summary>
internal static class Keeping
{
    private static readonly object Mark = new();

    public static bool IsKeeping(this HttpContext context) => context.Items.ContainsKey(Mark);

    public static IDisposable Keep(this HttpContext context) => new Span(context);

    private sealed class Span : IDisposable
    {
        private readonly HttpContext _context;
        private readonly bool _outermost;

        public Span(HttpContext context) => (_context, _outermost) = (context, context.Items.TryAdd(Mark, true));

        public void Dispose()
        {
            if (_outermost) _context.Items.Remove(Mark);
        }
    }
}
