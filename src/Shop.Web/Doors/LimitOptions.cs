using System.ComponentModel.DataAnnotations;

namespace Shop.Web.Doors;

/// <summary>How often one address may ask, per minute: configuration section “Limits”. Zero lifts a limit.</summary>
public sealed class LimitOptions
{
    [Range(0, int.MaxValue)] public int RequestsPerMinute { get; set; } = 1200;

    /// <summary>For each path that takes a guess: sign-in, reset, tracking, coupon, gift card.</summary>
    [Range(0, int.MaxValue)] public int SensitivePerMinute { get; set; } = 10;
}
