using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Catalog;
using Shop.Kernel;

namespace Shop.Tests.Doors;

/// <summary>Two at the same record in the same moment: who is second is told, keeps what was typed, and nobody sees an error.</summary>
public sealed class LostRaceTests : IClassFixture<ShopFactory>
{
    private readonly ShopFactory shop;

    public LostRaceTests(ShopFactory shop) => this.shop = shop;

    [Fact]
    public async Task Who_is_outrun_between_looking_and_saving_reads_what_changed_beside_what_they_typed()
    {
        var staff = await Staff("outrun@example.org");
        var product = await shop.Have(Given.Product("Outrun pot"));
        var form = (await staff.GetPage($"/backoffice/products/{product.Id}")).Form("[name='Form.Name']");
        var answer = await WhileChanging(product.Id, () => staff.Submit(form, ("Form.Summary", "For two.")));
        var again = await staff.Read(answer, HttpStatusCode.UnprocessableEntity);
        Assert.Contains("A colleague saved this product meanwhile", again.Text(".error-summary"), StringComparison.Ordinal);
        Assert.Equal("For two.", ((IHtmlInputElement?)again.QuerySelector("input[name='Form.Summary']"))?.Value ?? again.QuerySelector("[name='Form.Summary']")!.TextContent.Trim());
        Assert.Equal("Theirs", await shop.InDb(db => db.Products.Where(p => p.Id == product.Id).Select(p => p.Season).SingleAsync()));

        await staff.SubmitForPage(again.Form("[name='Form.Name']"));
        Assert.Equal(("For two.", "Theirs"), await shop.InDb(async db => await db.Products.Where(p => p.Id == product.Id).Select(p => new { p.Summary, p.Season }).SingleAsync() is var kept ? (kept.Summary, kept.Season) : default));
    }

    [Fact]
    public async Task A_step_without_a_form_is_done_on_top_of_the_other()
    {
        var staff = await Staff("ontop@example.org");
        var product = await shop.Have(Given.Product("Shown pot"));
        var form = (await staff.GetPage($"/backoffice/products/{product.Id}")).Form("form[action$='/status']");
        var answer = await WhileChanging(product.Id, () => staff.Submit(form));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal((ProductStatus.Archived, "Theirs"), await shop.InDb(async db => await db.Products.Where(p => p.Id == product.Id).Select(p => new { p.Status, p.Season }).SingleAsync() is var kept ? (kept.Status, kept.Season) : default));
    }

    [Fact]
    public async Task Of_two_who_save_at_once_one_is_told_and_nobody_sees_an_error()
    {
        var (first, second) = (await Staff("one@example.org"), await Staff("two@example.org"));
        var product = await shop.Have(Given.Product("Wanted pot"));
        for (var round = 0; round < 5; round++)
        {
            var forms = new[] { (first, await first.GetPage($"/backoffice/products/{product.Id}")), (second, await second.GetPage($"/backoffice/products/{product.Id}")) };
            var answers = await Task.WhenAll(forms.Select((f, i) => Task.Run(() => f.Item1.Submit(f.Item2.Form("[name='Form.Name']"), ("Form.Summary", $"Round {round}, by {i}.")))));
            Assert.Equal([HttpStatusCode.SeeOther, HttpStatusCode.UnprocessableEntity], answers.Select(a => a.StatusCode).Order());
        }
    }

    [Fact]
    public async Task Two_who_move_categories_into_one_another_make_no_circle()
    {
        for (var round = 0; round < 10; round++)
        {
            var (one, other) = (Given.Category($"one-{round}", $"One {round}"), Given.Category($"other-{round}", $"Other {round}"));
            await shop.InDb(db =>
            {
                db.AddRange(one, other);
                return db.SaveChangesAsync();
            });
            async Task<bool> Put(Guid id, Guid into)
            {
                try
                {
                    await shop.With<ArrangeCategories>(arrange => arrange.Put(id, into, default));
                    return true;
                }
                catch (RuleBroken refused)
                {
                    Assert.Contains("cannot stand in itself", refused.Message, StringComparison.Ordinal);
                    return false;
                }
            }
            var put = await Task.WhenAll(Task.Run(() => Put(one.Id, other.Id)), Task.Run(() => Put(other.Id, one.Id)));
            Assert.Single(put, true);
            Assert.Equal(1, await shop.InDb(db => db.Categories.CountAsync(c => (c.Id == one.Id || c.Id == other.Id) && c.ParentId != null)));
        }
    }

    // A colleague's change is written and not yet there for others when the request looks; when it saves, it is.
    private Task<HttpResponseMessage> WhileChanging(Guid product, Func<Task<HttpResponseMessage>> send) => shop.InDb(async db =>
    {
        await using var change = await db.Database.BeginTransactionAsync();
        await db.Products.Where(p => p.Id == product).ExecuteUpdateAsync(p => p.SetProperty(x => x.Season, "Theirs").SetProperty(x => x.Version, x => x.Version + 1));
        var sent = Task.Run(send);
        await Task.Delay(400);
        await change.CommitAsync();
        return await sent;
    });

    private async Task<Visitor> Staff(string email)
    {
        await shop.Account(email, Roles.Staff);
        return await shop.SignedIn(email);
    }
}
