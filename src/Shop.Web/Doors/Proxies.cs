using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using IPNetwork = System.Net.IPNetwork;

namespace Shop.Web.Doors;

/// <summary>Which machines stand in front of the shop: configuration section “Proxy”.</summary>
public sealed class ProxyOptions
{
    /// <summary>Addresses (10.0.0.2) or networks (10.0.0.0/24, fd00::/8), separated by commas. Empty: none.</summary>
    public string Known { get; set; } = "";

    internal IReadOnlyList<IPNetwork> Networks => [.. Known.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries).Select(Read)];

    private static IPNetwork Read(string text) =>
        IPAddress.TryParse(text, out var one) ? new IPNetwork(one, one.GetAddressBytes().Length * 8) : IPNetwork.Parse(text);

    internal sealed class Check : IValidateOptions<ProxyOptions>
    {
        public ValidateOptionsResult Validate(string? name, ProxyOptions options)
        {
            try
            {
                _ = options.Networks;
                return ValidateOptionsResult.Success;
            }
            catch (FormatException)
            {
                return ValidateOptionsResult.Fail("Proxy:Known names addresses or networks, separated by commas, for example “10.0.0.2, 10.1.0.0/24”.");
            }
        }
    }
}

/// <summary>Learns the visitor's address and scheme from known proxies, and from nobody else: whoever could write these headers could wear any address.</summary>
internal static class Proxies
{
    public static IServiceCollection AddProxies(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<ProxyOptions>, ProxyOptions.Check>();
        services.AddOptions<ProxyOptions>().Bind(configuration.GetSection("Proxy")).ValidateOnStart();
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<ProxyOptions>>((forwarded, proxies) =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            forwarded.ForwardLimit = null; // from the nearest on, as far as the proxies are known
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var network in proxies.Value.Networks) forwarded.KnownIPNetworks.Add(network);
        });
        return services;
    }

    public static void UseProxies(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<ProxyOptions>>().Value.Networks.Count > 0) app.UseForwardedHeaders();
    }
}
