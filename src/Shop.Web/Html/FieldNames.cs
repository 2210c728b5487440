using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Shop.Web.Html;

/// <summary>The ids a field's parts refer to each other by, and what the server said about it.</summary>
internal sealed class FieldNames
{
    internal FieldNames(ModelExpression expression, ViewContext context)
    {
        Name = context.ViewData.TemplateInfo.GetFullHtmlFieldName(expression.Name);
        Id = IdOf(Name);
        Required = expression.Metadata.IsRequired && expression.ModelExplorer.ModelType != typeof(bool);
        Error = context.ViewData.ModelState.TryGetValue(Name, out var entry) && entry.Errors.Count > 0 ? entry.Errors[0].ErrorMessage : null;
    }

    internal string Name { get; }
    internal string Id { get; }
    internal string HintId => Id + "-hint";
    internal string ErrorId => Id + "-error";
    internal bool Required { get; }
    internal string? Error { get; }

    internal static string IdOf(string name) => TagBuilder.CreateSanitizedId(name, "_");

    internal static TagBuilder Paragraph(string style, string id, string text)
    {
        var paragraph = new TagBuilder("p") { Attributes = { ["class"] = style, ["id"] = id } };
        paragraph.InnerHtml.Append(text);
        return paragraph;
    }
}
