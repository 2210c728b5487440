using System.Globalization;
using Shop.Data;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Mail;
using Shop.Ordering;
using Shop.Web.Storefront.Ordering;

namespace Shop.Web.Mail;

/// <summary>Tells customers by mail how their return stands. Each piece of news is one mail, however often it is told.</summary>
public sealed class ReturnLetters(ReturnReader returns, MailWriter mail, RuleBook rules, ShopDb db, ShopAddress address, CurrentShop shop, TimeProvider clock)
    : IWhen<ReturnRequested>, IWhen<ReturnAnswered>, IWhen<GoodsReturned>
{
    public async Task Handle(ReturnRequested happened, CancellationToken ct)
    {
        if (await returns.ById(happened.RequestId, ct) is not { } shown) return;
        await Write("return-requested", shown, new MailValues { { "lines", Lines(shown.Request.Lines) } }, ct);
    }

    public async Task Handle(ReturnAnswered happened, CancellationToken ct)
    {
        if (await returns.ById(happened.RequestId, ct) is not { } shown) return;
        var approved = shown.Request.Lines.Where(l => l.RefusedBecause is null).ToList();
        var profile = shop.Profile;
        await Write("return-answered", shown, new MailValues
        {
            { "isApproved", approved.Count > 0 ? "yes" : null }, { "answer", shown.Request.Answer }, { "lines", Lines(approved) },
            { "refused", shown.Request.Lines.Where(l => l.RefusedBecause is not null).Select(l => new MailValues { { "product", l.Name }, { "reason", l.RefusedBecause } }) },
            { "address", new[] { profile.LegalName, $"Return {shown.Request.Number}", profile.Street, $"{profile.Postcode} {profile.City}".Trim(), Countries.NameOf(profile.Country) }.Where(line => line.Length > 0).Select(line => new MailValues { { "line", line } }) },
        }, ct);
    }

    public async Task Handle(GoodsReturned happened, CancellationToken ct)
    {
        if (await returns.ByReturn(happened.ReturnId, ct) is not { Made: { } made } shown) return;
        await Write("return-finished", shown, new MailValues
        {
            { "refund", Amount(made.Worth) }, { "delivery", made.Delivery > Money.Zero ? Amount(made.Delivery!.Value) : null },
            { "card", made.Card > Money.Zero ? Amount(made.Card!.Value) : null }, { "inPoints", made.InPoints > Money.Zero ? Amount(made.InPoints) : null }, { "pointsWord", (await rules.Words(ct)).Many },
            { "lines", made.Lines.Select(l => new MailValues { { "quantity", Number(l.Quantity) }, { "product", l.Name }, { "amount", Amount(l.Amount) } }) },
        }, ct);
    }

    private async Task Write(string template, ShownReturn shown, MailValues values, CancellationToken ct)
    {
        if (shown.Order.Email.Length == 0) return; // bought at the counter
        values.Add("name", shown.Order.Delivery.Name);
        values.Add("number", shown.Request.Number);
        values.Add("order", shown.Order.Number);
        values.Add("returnUrl", address.Of($"orders/{shown.Order.Token}/returns/{shown.Request.Number}"));
        await mail.Write(template, shown.Order.Email, values, $"{template}:{shown.Request.Id:N}", clock.GetUtcNow().UtcDateTime, ct);
        await db.SaveChangesAsync(ct);
    }

    private static IEnumerable<MailValues> Lines(IEnumerable<ReturnedPieces> lines) =>
        lines.Select(l => new MailValues { { "quantity", Number(l.Quantity) }, { "product", l.Name }, { "options", l.VariantName } });

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private string Amount(Money amount) => shop.Currency.Format(amount);
}
