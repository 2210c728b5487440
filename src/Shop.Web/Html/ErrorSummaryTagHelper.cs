using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Shop.Web.Html;

/// <summary>&lt;error-summary /&gt;: after a refused form, every error once in the order of the form's fields, each a link to its field; it takes the focus. Nothing when all is well.</summary>
[HtmlTargetElement("error-summary", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ErrorSummaryTagHelper : TagHelper
{
    public string Heading { get; set; } = "Please look at this again";
    [ViewContext, HtmlAttributeNotBound] public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var errors = ViewContext.ViewData.ModelState.Where(e => e.Value!.Errors.Count > 0).OrderBy(e => Place(e.Key), StringComparer.Ordinal).ToList();
        if (errors.Count == 0)
        {
            output.SuppressOutput();
            return;
        }

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.AddClass("error-summary");
        output.Attributes.SetAttribute("role", "group");
        output.Attributes.SetAttribute("aria-labelledby", "error-summary-heading");
        output.Attributes.SetAttribute("tabindex", "-1");
        output.Attributes.SetAttribute("autofocus", "autofocus");

        var heading = new TagBuilder("h2") { Attributes = { ["id"] = "error-summary-heading" } };
        heading.InnerHtml.Append(Heading);
        var list = new TagBuilder("ul");
        foreach (var (name, entry) in errors) list.InnerHtml.AppendHtml(Item(name, entry!.Errors[0].ErrorMessage));
        output.Content.AppendHtml(heading).AppendHtml(list);
    }

    // Model state keeps no order; the properties of the model do: “0001.0003” for the third field of the second part.
    private string Place(string name)
    {
        var (metadata, places) = (ViewContext.ViewData.ModelMetadata, new List<string>());
        foreach (var part in name.Split('.'))
        {
            var properties = (metadata.ElementMetadata ?? metadata).Properties;
            var at = properties.ToList().FindIndex(p => p.PropertyName == part.Split('[')[0]);
            if (at < 0) break;
            places.Add(at.ToString("d4", CultureInfo.InvariantCulture));
            metadata = properties[at];
        }
        return string.Join('.', places);
    }

    private static TagBuilder Item(string name, string message)
    {
        var item = new TagBuilder("li");
        if (name.Length == 0)
        {
            item.InnerHtml.Append(message);
            return item;
        }
        var link = new TagBuilder("a") { Attributes = { ["href"] = "#" + FieldNames.IdOf(name) } };
        link.InnerHtml.Append(message);
        item.InnerHtml.AppendHtml(link);
        return item;
    }
}
