using System.Net;
using System.Net.Sockets;

namespace Shop.Kernel;

/// <summary>Tells visitors apart by where they come from: an IPv4 address, or the /64 network of an IPv6 address, which is one line however many addresses it makes up.</summary>
public static class Network
{
    private const int LineBytes = 8;

    public static string Of(IPAddress? address)
    {
        if (address is null) return "local";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address.ToString();
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(LineBytes).Clear();
        return $"{new IPAddress(bytes)}/64";
    }

    /// <summary>The same for an address as text; what is no address stands for itself.</summary>
    public static string Of(string address) => IPAddress.TryParse(address, out var known) ? Of(known) : address;
}
