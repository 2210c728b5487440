using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Mvc.TagHelpers;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Shop.Web.Html;

internal static class TagHelperOutputExtensions
{
    internal static void AddClass(this TagHelperOutput output, string names)
    {
        foreach (var name in names.Split(' ', StringSplitOptions.RemoveEmptyEntries)) output.AddClass(name, HtmlEncoder.Default);
    }
}
