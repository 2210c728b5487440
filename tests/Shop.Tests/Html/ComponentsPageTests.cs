using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Hosting;

namespace Shop.Tests.Html;

/// <summary>The tag helpers, seen on the page that shows every component.</summary>
public sealed class ComponentsPageTests(ComponentsPageTests.InDevelopment shop) : IClassFixture<ComponentsPageTests.InDevelopment>
{
    [Fact]
    public async Task A_refused_form_lists_its_errors_in_order_ties_them_to_the_fields_and_keeps_what_was_typed()
    {
        var visitor = shop.Visitor();
        var page = await visitor.GetPage("/dev/styles");

        page = await visitor.SubmitExpecting(HttpStatusCode.UnprocessableEntity, page.Form("#Form_Email"), ("Form.Email", "not an address"), ("Form.Name", ""), ("Form.Company", "Ask & Alm"));

        Assert.StartsWith("Error: ", page.Title, StringComparison.Ordinal);
        Assert.Equal(["#Form_Email", "#Form_Name", "#Form_Terms"], page.QuerySelectorAll(".error-summary a").Select(a => a.GetAttribute("href")));
        Assert.All(page.QuerySelectorAll(".error-summary a"), a => Assert.NotNull(page.QuerySelector(a.GetAttribute("href")!)));
        var email = (IHtmlInputElement)page.QuerySelector("#Form_Email")!;
        Assert.Equal(("not an address", "true", "Form_Email-hint Form_Email-error"), (email.Value, email.GetAttribute("aria-invalid"), email.GetAttribute("aria-describedby")));
        Assert.Equal("Enter an e-mail address like name@example.com.", page.Text("#Form_Email-error"));
        Assert.Equal("Ask & Alm", ((IHtmlInputElement)page.QuerySelector("#Form_Company")!).Value);
        Assert.Null(page.QuerySelector("#Form_Company")!.GetAttribute("aria-invalid"));
    }

    [Fact]
    public async Task Fields_say_which_are_optional_and_carry_the_servers_words_for_the_check_in_the_browser()
    {
        var page = await shop.Visitor().GetPage("/dev/styles");

        Assert.Equal("Company (optional)", page.Text("label[for=Form_Company]"));
        Assert.Equal("Name", page.Text("label[for=Form_Name]"));
        Assert.True(page.QuerySelector("#Form_Name")!.HasAttribute("required"));
        Assert.Equal("Enter your name.", page.QuerySelector("#Form_Name")!.GetAttribute("data-val-required"));
        Assert.Equal("name", page.QuerySelector("#Form_Name")!.GetAttribute("autocomplete"));
        Assert.Equal("NO", ((IHtmlSelectElement)page.QuerySelector("#Form_Country")!).Value);
    }

    [Fact]
    public async Task Every_id_is_there_once_and_every_control_has_a_name_to_call_it_by()
    {
        var page = await shop.Visitor().GetPage("/dev/styles");

        var ids = page.QuerySelectorAll("[id]").Select(e => e.Id!).ToList();
        Assert.Equal(ids.Distinct().Count(), ids.Count);
        Assert.Empty(page.QuerySelectorAll("button, a[href]").Where(e => e.TextContent.Trim().Length == 0 && e.GetAttribute("aria-label") is null && e.QuerySelector("[aria-label]") is null).Select(e => e.OuterHtml));
        Assert.Empty(page.QuerySelectorAll("img:not([alt]), img:not([width]), [style]").Select(e => e.OuterHtml));
    }

    [Fact]
    public async Task Every_form_that_posts_carries_one_token_and_no_other_form_carries_any()
    {
        var page = await shop.Visitor().GetPage("/dev/styles");

        var forms = page.QuerySelectorAll("form").ToLookup(f => f.GetAttribute("method"), f => f.QuerySelectorAll("[name=__RequestVerificationToken]").Length);
        Assert.All(forms["post"], tokens => Assert.Equal(1, tokens));
        Assert.NotEmpty(forms["post"]);
        Assert.All(forms["get"].Concat(forms["dialog"]), tokens => Assert.Equal(0, tokens));
    }

    [Fact]
    public async Task A_part_for_htmx_says_that_it_depends_on_who_asks_and_what_to_announce()
    {
        var visitor = shop.Visitor();
        var page = await visitor.GetPage("/dev/styles");
        visitor.Headers.Add("HX-Request", "true");

        var answer = await visitor.Submit(page.Form("#buy-form"));

        Assert.Contains("HX-Request", answer.Headers.Vary);
        Assert.Equal("{\"announce\":\"Still mug is in the cart. Cart: 3 items, \\u20AC74.80\"}", answer.Headers.GetValues("HX-Trigger-After-Swap").Single());
        var part = await visitor.Read(answer, HttpStatusCode.OK);
        Assert.Null(part.QuerySelector(".site-header"));
        Assert.Equal("true", part.QuerySelector("#cart-link")!.GetAttribute("hx-swap-oob"));
    }

    public sealed class InDevelopment : ShopFactory
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseEnvironment("Development");
        }
    }
}
