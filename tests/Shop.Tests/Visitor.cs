using System.Net;
using System.Net.Http.Headers;
using AngleSharp;
using AngleSharp.Html.Dom;

namespace Shop.Tests;

/// <summary>A person with a browser that has no JavaScript: keeps cookies, reads pages, fills in forms and presses their buttons.</summary>
public sealed class Visitor(HttpClient http, TestClock clock, Func<string> whatWentWrong)
{
    private readonly Dictionary<string, string> _cookies = [];
    private readonly Lock _gate = new();

    /// <summary>Sent with each request, for example Accept or HX-Request.</summary>
    public HttpRequestHeaders Headers => http.DefaultRequestHeaders;

    public IReadOnlyDictionary<string, string> Cookies => _cookies;

    public void SetCookie(string name, string value) => _cookies[name] = value;

    /// <summary>Asks for an address and returns the answer as it is, redirects not followed.</summary>
    public Task<HttpResponseMessage> Get(string url) => Send(new HttpRequestMessage(HttpMethod.Get, url));

    /// <summary>Asks for an address, follows redirects and reads the page; any other status than the expected one fails with what the shop logged.</summary>
    public async Task<IHtmlDocument> GetPage(string url, HttpStatusCode expected = HttpStatusCode.OK) => await Read(await Follow(await Get(url)), expected);

    /// <summary>Sends a form as a browser would, with its hidden fields (antiforgery among them), these values typed in, and the headers that say where it came from. The answer is returned as it is.</summary>
    public Task<HttpResponseMessage> Submit(IHtmlFormElement form, params (string Name, string Value)[] values) => Send(From(form.Owner!.DocumentUri, Request(form, values)));

    /// <summary>As <see cref="Submit"/>, with files chosen.</summary>
    public Task<HttpResponseMessage> Upload(IHtmlFormElement form, IEnumerable<(string Field, byte[] Bytes, string ContentType)> files, params (string Name, string Value)[] values)
    {
        var typed = values.Select(v => v.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in Fields(form).Where(f => !typed.Contains(f.Name)).Concat(values)) content.Add(new StringContent(value), name);
        foreach (var (field, bytes, contentType) in files)
        {
            var file = new ByteArrayContent(bytes);
            if (contentType.Length > 0) file.Headers.ContentType = new MediaTypeHeaderValue(contentType);
            content.Add(file, field, "../../photo of me.jpg");
        }
        return Send(From(form.Owner!.DocumentUri, new HttpRequestMessage(HttpMethod.Post, form.Action) { Content = content }));
    }

    /// <summary>Sends a form, follows redirects and reads the page that comes.</summary>
    public async Task<IHtmlDocument> SubmitForPage(IHtmlFormElement form, params (string Name, string Value)[] values) =>
        await Read(await Follow(await Submit(form, values)), HttpStatusCode.OK);

    /// <summary>Sends a form and reads the page that answers it, which must have this status: 422 for a form with mistakes, 409 for a refusal.</summary>
    public async Task<IHtmlDocument> SubmitExpecting(HttpStatusCode expected, IHtmlFormElement form, params (string Name, string Value)[] values) =>
        await Read(await Submit(form, values), expected);

    /// <summary>Posts fields from a page, with the antiforgery field if it has one, for what no form on it does.</summary>
    public async Task<HttpResponseMessage> Post(string url, IHtmlDocument from, params (string Name, string Value)[] fields) => await Send(From(from.DocumentUri, new HttpRequestMessage(HttpMethod.Post, url)
    {
        Content = new FormUrlEncodedContent(Pairs(from.QuerySelector($"input[name={AntiforgeryField}]") is null ? fields : [.. fields, (AntiforgeryField, from.AntiforgeryToken())])),
    }));

    /// <summary>What <see cref="Submit"/> would send, byte for byte, for a client of one's own.</summary>
    public async Task<byte[]> Written(IHtmlFormElement form, params (string Name, string Value)[] values)
    {
        using var request = Request(form, values);
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync();
        var address = request.RequestUri!;
        var head = $"{request.Method} {(address.IsAbsoluteUri ? address.PathAndQuery : address)} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nSec-Fetch-Site: same-origin\r\n"
            + $"Content-Length: {body.Length}\r\nCookie: {string.Join("; ", _cookies.Select(c => $"{c.Key}={c.Value}"))}\r\n\r\n";
        return [.. System.Text.Encoding.ASCII.GetBytes(head), .. body];
    }

    public async Task<HttpResponseMessage> Send(HttpRequestMessage request)
    {
        lock (_gate)
            if (_cookies.Count > 0) request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(c => $"{c.Key}={c.Value}")));
        var response = await http.SendAsync(request);
        if (response.Headers.TryGetValues("Set-Cookie", out var set)) lock (_gate) foreach (var cookie in set) Keep(cookie);
        return response;
    }

    public async Task<HttpResponseMessage> Follow(HttpResponseMessage response)
    {
        for (var hops = 0; (int)response.StatusCode is 301 or 302 or 303 or 307; hops++)
        {
            if (hops == 10) throw new InvalidOperationException($"Redirected in circles: {response.Headers.Location}");
            response = await Get(new Uri(response.RequestMessage!.RequestUri!, response.Headers.Location!).ToString());
        }
        return response;
    }

    public async Task<IHtmlDocument> Read(HttpResponseMessage response, HttpStatusCode expected)
    {
        var html = await response.Content.ReadAsStringAsync();
        var address = response.RequestMessage!.RequestUri!.ToString();
        if (response.StatusCode != expected)
            Assert.Fail($"{response.RequestMessage.Method} {address} answered {(int)response.StatusCode} instead of {(int)expected}.\n{whatWentWrong()}\n{html[..Math.Min(html.Length, 1500)]}");
        var context = BrowsingContext.New(Configuration.Default);
        return (IHtmlDocument)await context.OpenAsync(r => r.Address(address).Content(html).Header("Content-Type", "text/html; charset=utf-8"));
    }

    internal const string AntiforgeryField = "__RequestVerificationToken";

    private static HttpRequestMessage From(string page, HttpRequestMessage request)
    {
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        if (Uri.TryCreate(page, UriKind.Absolute, out var address) && address.Scheme.StartsWith("http", StringComparison.Ordinal)) request.Headers.Referrer = address;
        return request;
    }

    private static HttpRequestMessage Request(IHtmlFormElement form, (string Name, string Value)[] values)
    {
        // What is typed replaces what the form holds under that name; other fields go as they are.
        var typed = values.Select(v => v.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        (string, string)[] fields = [.. Fields(form).Where(f => !typed.Contains(f.Name)), .. values];
        if (!form.Method.Equals("post", StringComparison.OrdinalIgnoreCase))
        {
            var query = string.Join("&", fields.Select(f => $"{Uri.EscapeDataString(f.Item1)}={Uri.EscapeDataString(f.Item2)}"));
            return new HttpRequestMessage(HttpMethod.Get, form.Action.Split('?')[0] + "?" + query);
        }
        return new HttpRequestMessage(HttpMethod.Post, form.Action) { Content = new FormUrlEncodedContent(Pairs(fields)) };
    }

    private static IEnumerable<(string Name, string Value)> Fields(IHtmlFormElement form)
    {
        foreach (var element in form.Elements)
            switch (element)
            {
                case IHtmlInputElement { IsDisabled: true } or IHtmlSelectElement { IsDisabled: true } or IHtmlTextAreaElement { IsDisabled: true }: break;
                case IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false }: break;
                case IHtmlInputElement { Type: "submit" or "button" or "reset" or "image" or "file" }: break;
                case IHtmlInputElement { Name.Length: > 0 } input: yield return (input.Name, input.Value); break;
                case IHtmlTextAreaElement { Name.Length: > 0 } area: yield return (area.Name, area.Value); break;
                case IHtmlSelectElement { Name.Length: > 0 } select:
                    foreach (var option in select.Options.Where(o => o.IsSelected)) yield return (select.Name, option.Value);
                    break;
            }
    }

    private static IEnumerable<KeyValuePair<string, string>> Pairs(IEnumerable<(string Name, string Value)> fields) => fields.Select(f => KeyValuePair.Create(f.Name, f.Value));

    private void Keep(string header)
    {
        var parts = header.Split(';', StringSplitOptions.TrimEntries);
        var at = parts[0].IndexOf('=', StringComparison.Ordinal);
        var (name, value) = (parts[0][..at], parts[0][(at + 1)..]);
        var expires = parts.FirstOrDefault(p => p.StartsWith("expires=", StringComparison.OrdinalIgnoreCase));
        var gone = value.Length == 0 || expires is not null && DateTimeOffset.TryParse(expires[8..], System.Globalization.CultureInfo.InvariantCulture, out var until) && until <= clock.GetUtcNow();
        if (gone) _cookies.Remove(name);
        else _cookies[name] = value;
    }
}

/// <summary>How tests find their way on a page.</summary>
public static class PageReading
{
    /// <summary>The form that this selector finds, or the form around what it finds.</summary>
    public static IHtmlFormElement Form(this IHtmlDocument page, string selector)
    {
        var found = page.QuerySelector(selector) ?? throw new InvalidOperationException($"{page.DocumentUri} has no {selector}.");
        return found as IHtmlFormElement ?? found.Closest("form") as IHtmlFormElement ?? throw new InvalidOperationException($"{selector} on {page.DocumentUri} is not in a form.");
    }

    /// <summary>The text that this selector finds, white space made single.</summary>
    public static string Text(this IHtmlDocument page, string selector) =>
        string.Join(' ', (page.QuerySelector(selector) ?? throw new InvalidOperationException($"{page.DocumentUri} has no {selector}.")).TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public static string AntiforgeryToken(this IHtmlDocument page) =>
        page.QuerySelector($"input[name={Visitor.AntiforgeryField}]")?.GetAttribute("value") ?? throw new InvalidOperationException($"{page.DocumentUri} has no form with an antiforgery field.");
}
