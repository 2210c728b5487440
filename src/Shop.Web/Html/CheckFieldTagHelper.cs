using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Shop.Web.Html;

/// <summary>&lt;check-field for="Terms"&gt;I accept …&lt;/check-field&gt;: a box to tick, its words and its error; unticked posts false.</summary>
[HtmlTargetElement("check-field", Attributes = "for")]
public sealed class CheckFieldTagHelper(IHtmlGenerator generator) : TagHelper
{
    public ModelExpression For { get; set; } = null!;
    public string? Label { get; set; }
    public string? Hint { get; set; }
    [ViewContext, HtmlAttributeNotBound] public ViewContext ViewContext { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var inside = await output.GetChildContentAsync();
        var field = new FieldNames(For, ViewContext);
        var box = generator.GenerateCheckBox(ViewContext, For.ModelExplorer, For.Name, For.Model as bool?, null);
        box.AddCssClass("form-check-input");
        box.Attributes["aria-describedby"] = Hint is null ? field.ErrorId : $"{field.HintId} {field.ErrorId}";
        if (field.Error is not null) box.Attributes["aria-invalid"] = "true";

        var label = new TagBuilder("label") { Attributes = { ["class"] = "form-check-label", ["for"] = field.Id } };
        if (inside.IsEmptyOrWhiteSpace) label.InnerHtml.Append(Label ?? For.Metadata.GetDisplayName() ?? For.Name);
        else label.InnerHtml.AppendHtml(inside);

        var row = new TagBuilder("div") { Attributes = { ["class"] = "form-check" } };
        row.InnerHtml.AppendHtml(box).AppendHtml(label);

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.AddClass("field");
        output.Content.SetHtmlContent(row);
        if (Hint is not null) output.Content.AppendHtml(FieldNames.Paragraph("form-hint", field.HintId, Hint));
        output.Content.AppendHtml(FieldNames.Paragraph("field-error", field.ErrorId, field.Error ?? ""));
        output.Content.AppendHtml(generator.GenerateHiddenForCheckbox(ViewContext, For.ModelExplorer, For.Name));
    }
}
