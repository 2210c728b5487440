using Microsoft.AspNetCore.Razor.TagHelpers;
using Shop.Kernel;

namespace Shop.Web.Html;

/// <summary>&lt;money value="total" /&gt;: an amount in figures of equal width that never breaks across lines.</summary>
[HtmlTargetElement("money", TagStructure = TagStructure.WithoutEndTag)]
public sealed class MoneyTagHelper(MoneyText text) : TagHelper
{
    public Money Value { get; set; }
    public bool Plus { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.AddClass("money");
        output.Content.SetContent(Plus ? text.WithPlus(Value) : text.Of(Value));
    }
}
