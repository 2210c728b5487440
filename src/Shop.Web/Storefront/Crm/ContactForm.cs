using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Shop.Crm;
using Shop.Ordering;
using Shop.Web.Html;

namespace Shop.Web.Storefront.Crm;

/// <summary>What somebody writes to the shop.</summary>
public sealed class ContactForm
{
    [Required(ErrorMessage = "Tell us your name."), StringLength(ContactMessage.NameMaxLength, ErrorMessage = "A name has at most {1} characters.")]
    public string Name { get; set; } = "";

    [Required(ErrorMessage = "Enter your e-mail address, so that we can answer."), RealEmail,
     StringLength(ContactMessage.EmailMaxLength, ErrorMessage = "An e-mail address has at most {1} characters.")]
    public string Email { get; set; } = "";

    [Required(ErrorMessage = "Choose what it is about."), EnumDataType(typeof(ContactTopic), ErrorMessage = "Choose what it is about.")]
    public ContactTopic? Topic { get; set; }

    [StringLength(ContactMessage.OrderNumberMaxLength, ErrorMessage = "An order number has at most {1} characters.")]
    public string? OrderNumber { get; set; }

    [Required(ErrorMessage = "Write your message."), StringLength(ContactMessage.TextMaxLength, ErrorMessage = "A message has at most {1} characters.")]
    public string Text { get; set; } = "";

    /// <summary>People do not see this field; programs that fill in every field do.</summary>
    [StringLength(200)] public string? Website { get; set; }

    /// <summary>The writer's own latest orders, to choose from; empty for who has none or is not signed in.</summary>
    [BindNever] public IReadOnlyList<SelectListItem> Orders { get; private set; } = [];

    public void Offer(IReadOnlyList<OrderRow> orders)
    {
        if (orders.Count == 0) return;
        var own = orders.Select(o => new SelectListItem($"{o.Number}, {o.PlacedAt.ToString("d MMMM yyyy", CultureInfo.CurrentCulture)}, {(o.Count == 1 ? "1 item" : $"{o.Count} items")}", o.Number)).ToList();
        if (!string.IsNullOrWhiteSpace(OrderNumber) && own.All(o => o.Value != OrderNumber)) own.Add(new SelectListItem(OrderNumber, OrderNumber)); // what was typed before signing in
        Orders = [new SelectListItem("None in particular", ""), .. own];
    }

    public static IEnumerable<SelectListItem> Topics =>
        [new SelectListItem("Choose …", ""), .. Enum.GetValues<ContactTopic>().Select(t => new SelectListItem(ReceiveContactMessage.SubjectOf(t), t.ToString()))];
}
