using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Shop.Payments;

/// <summary>The secrets that sign notices. The test gateway and the shop are one process, so without configuration they agree on a fresh one at each start.</summary>
public sealed class NoticeSecrets(IOptions<PaymentsOptions> options)
{
    public IReadOnlyList<string> InForce { get; } = options.Value.NoticeSecrets is { Length: > 0 } configured
        ? configured
        : options.Value.Provider == "test" ? ["whsec_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24))] : [];
}
