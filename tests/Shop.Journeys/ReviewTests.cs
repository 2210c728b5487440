using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Shop.Journeys;

/// <summary>A customer writes a review with a photo, staff read it, everybody sees it and says that it helped.</summary>
public sealed class ReviewTests : Journey
{
    [Fact]
    public Task A_review_with_a_photo_is_written_read_and_shown() => Walk("Quiet mornings", script: true);

    [Fact]
    public Task A_review_with_a_photo_needs_no_script() => Walk("Plain and good", script: false);

    private async Task Walk(string heading, bool script)
    {
        Expected.Add(422);
        var product = "";
        await Browse(async page =>
        {
            await page.SignInAs("a Gold customer");
            await page.GotoAsync("/account/reviews");
            await page.Locator("section[aria-labelledby=invited] a.btn").Nth(script ? 0 : 1).ClickAsync();
            product = new Uri(page.Url).Segments[^1];
            if (script) await page.IsReadableByEveryone();

            // Something is forgotten: what was written and the photo are kept.
            await page.Locator("[name='Form.Title']").FillAsync(heading);
            await page.Locator("[name='Form.Text']").FillAsync("We have had it since spring.\n\nIt does what it should.");
            await page.Locator("#photo-1").SetInputFilesAsync(Photo);
            await page.Locator("#photo-1-alt").FillAsync($"{heading} on our table");
            await Expect(page.Locator("#photo-2")).ToBeVisibleAsync();
            await page.Locator("#review-form").EvaluateAsync("form => form.noValidate = true");
            await page.GetByRole(AriaRole.Button, new() { Name = "Send the review" }).ClickAsync();
            await Expect(page.Locator(".error-summary")).ToContainTextAsync("Choose one to five stars.");
            await Expect(page.GetByText("Photo 1 is with us")).ToBeVisibleAsync();

            await page.Locator(".star-choice label", new() { HasTextRegex = new Regex("Good") }).First.ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Send the review" }).ClickAsync();
            await page.WaitForURLAsync("**/account/reviews");
            await Expect(page.Locator("section[aria-labelledby=written]")).ToContainTextAsync("We are reading it");
            if (script) await page.IsReadableByEveryone();
        }, script);

        await Browse(async page =>
        {
            await page.SignInAs("staff");
            await page.GotoAsync("/backoffice/reviews");
            if (script) await page.IsReadableByEveryone();
            var card = page.Locator(".desk-review", new() { HasText = heading });
            await Expect(card.Locator("img")).ToHaveAttributeAsync("alt", $"{heading} on our table");
            await card.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
            await Expect(page.Locator(".desk-review", new() { HasText = heading })).ToHaveCountAsync(0);
        }, script);

        await Browse(async page =>
        {
            var review = page.Locator(".review", new() { HasText = heading });
            for (var tries = 0; tries < 20 && await review.CountAsync() == 0; tries++)
            {
                await Task.Delay(500); // the news is on its way
                await page.GotoAsync($"/p/{product}");
            }
            await Expect(review).ToContainTextAsync("Bought it here");
            var photo = review.Locator(".photo-strip img");
            await photo.ScrollIntoViewIfNeededAsync();
            await Expect(photo).ToHaveJSPropertyAsync("complete", true);
            Assert.True(await photo.EvaluateAsync<int>("image => image.naturalWidth") >= 100);
            if (script)
            {
                await photo.ClickAsync();
                await Expect(page.Locator(".zoom-dialog img")).ToBeVisibleAsync();
                await page.Keyboard.PressAsync("Escape");
            }

            await review.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Helpful") }).ClickAsync();
            await Expect(page.GetByText(script ? "You found this helpful" : "Thank you. You are the first to find it helpful.").First).ToBeVisibleAsync();

            await page.Locator(".distribution a", new() { HasText = "4 stars" }).ClickAsync();
            await Expect(page).ToHaveURLAsync(new Regex("stars=4"));
            await Expect(page.Locator(".review", new() { HasText = heading })).ToHaveCountAsync(1);
            await page.Locator(".review-orders a", new() { HasText = "Most helpful" }).ClickAsync();
            await Expect(page).ToHaveURLAsync(new Regex("order=helpful.*stars=4|stars=4.*order=helpful"));
            if (script) await page.IsReadableByEveryone();
        }, script);
    }

    private static string Photo => Path.Combine(Repository.Root, "tests/Shop.Tests/Catalog/Files/plain.jpg");
}
