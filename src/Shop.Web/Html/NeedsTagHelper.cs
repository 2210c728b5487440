using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Shop.Accounts;
using Shop.Web.Accounts;

namespace Shop.Web.Html;

/// <summary>Leaves an element out for whoever lacks a right: <c>&lt;form needs="Orders.Change"&gt;</c>. The action behind it asks for the right itself; this only spares people a button that would refuse them.</summary>
[HtmlTargetElement(Attributes = "needs")]
public sealed class NeedsTagHelper : TagHelper
{
    /// <summary>“Orders.Change”; a name that is no right is a mistake of the page.</summary>
    public string Needs { get; set; } = "";

    [ViewContext, HtmlAttributeNotBound] public ViewContext ViewContext { get; set; } = null!;

    public override int Order => int.MaxValue; // after whatever others write into it

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var right = Right.Read(Needs) ?? throw new InvalidOperationException($"“{Needs}” is no right.");
        if (!ViewContext.HttpContext.User.May(right)) output.SuppressOutput();
    }
}
