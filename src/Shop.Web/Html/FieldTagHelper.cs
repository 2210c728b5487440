using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Shop.Web.Html;

/// <summary>&lt;field for="Email" label="E-mail" /&gt;: label, hint, control and error, tied together for eyes, keyboard and screen reader; what was typed stays.</summary>
[HtmlTargetElement("field", Attributes = "for", TagStructure = TagStructure.WithoutEndTag)]
public sealed class FieldTagHelper(IHtmlGenerator generator) : TagHelper
{
    public ModelExpression For { get; set; } = null!;
    public string? Label { get; set; }
    public string? Hint { get; set; }
    public string Type { get; set; } = "text";

    /// <summary>False where a field that may be empty is needed by most people all the same, such as a postcode: then it does not call itself optional.</summary>
    public bool Optional { get; set; } = true;

    /// <summary>Choices make it a select.</summary>
    public IEnumerable<SelectListItem>? Options { get; set; }

    /// <summary>More than zero makes it a text area of so many lines.</summary>
    public int Rows { get; set; }

    [ViewContext, HtmlAttributeNotBound] public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var field = new FieldNames(For, ViewContext);
        var control = Control(field, output.Attributes);
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.Clear();
        output.Attributes.SetAttribute("class", "field");

        output.Content.AppendHtml(LabelOf(field));
        if (Hint is not null) output.Content.AppendHtml(FieldNames.Paragraph("form-hint", field.HintId, Hint));
        output.Content.AppendHtml(control);
        output.Content.AppendHtml(FieldNames.Paragraph("field-error", field.ErrorId, field.Error ?? ""));
    }

    private TagBuilder LabelOf(FieldNames field)
    {
        var label = new TagBuilder("label") { Attributes = { ["class"] = "form-label", ["for"] = field.Id } };
        label.InnerHtml.Append(Label ?? For.Metadata.GetDisplayName());
        if (!field.Required && Optional)
        {
            var optional = new TagBuilder("span") { Attributes = { ["class"] = "optional" } };
            optional.InnerHtml.Append(" (optional)");
            label.InnerHtml.AppendHtml(optional);
        }
        return label;
    }

    private TagBuilder Control(FieldNames field, TagHelperAttributeList given)
    {
        // MVC's own generator writes name, id, kept value and the data-val-… messages that the check on blur repeats.
        var attributes = new Dictionary<string, object?>();
        var control = (Options, Rows, Type) switch
        {
            ({ } options, _, _) => generator.GenerateSelect(ViewContext, For.ModelExplorer, null, For.Name, options, false, attributes),
            (_, > 0, _) => generator.GenerateTextArea(ViewContext, For.ModelExplorer, For.Name, Rows, 0, attributes),
            (_, _, "password") => generator.GeneratePassword(ViewContext, For.ModelExplorer, For.Name, null, attributes),
            _ => generator.GenerateTextBox(ViewContext, For.ModelExplorer, For.Name, For.Model, null, attributes),
        };
        if (Options is null && Rows == 0) control.Attributes["type"] = Type;
        control.Attributes.Remove("class");
        control.AddCssClass(Options is null ? "form-control" : "form-select");
        foreach (var attribute in given)
        {
            if (attribute.Name == "class") control.AddCssClass(attribute.Value?.ToString() ?? "");
            else control.Attributes[attribute.Name] = attribute.Value?.ToString() ?? attribute.Name;
        }
        if (field.Required) control.Attributes["required"] = "required";
        control.Attributes["aria-describedby"] = Hint is null ? field.ErrorId : $"{field.HintId} {field.ErrorId}";
        if (field.Error is not null) control.Attributes["aria-invalid"] = "true";
        return control;
    }
}
