using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Shop.Data;

/// <summary>Where the shop is reached: configuration section “Shop”.</summary>
public sealed class ShopOptions
{
    /// <summary>The address people use, for example https://shop.example. Needed outside Development.</summary>
    [Url] public string? BaseUrl { get; set; }
}

/// <summary>The address under which people reach the shop. Links in mails and feeds are made from it, never from the host a request claims.</summary>
public sealed class ShopAddress(IOptions<ShopOptions> options)
{
    private Uri _base = new(string.IsNullOrWhiteSpace(options.Value.BaseUrl) ? "http://127.0.0.1:5000" : options.Value.BaseUrl);

    public string Host => _base.Host;

    /// <summary>The address with its scheme, without a slash at the end.</summary>
    public string Base => _base.GetLeftPart(UriPartial.Path).TrimEnd('/');

    public string Of(string path) => Base + "/" + path.TrimStart('/');

    /// <summary>For a path as it is written on pages, with the folder under which the shop is served.</summary>
    public string OfRooted(string path) => new Uri(_base, path).AbsoluteUri;

    /// <summary>Nothing was configured: the address the process listens on will do on a developer's machine.</summary>
    public void UseUnlessConfigured(string listening)
    {
        if (string.IsNullOrWhiteSpace(options.Value.BaseUrl)) _base = new Uri(listening);
    }
}
