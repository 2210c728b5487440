using System.Text.Json;

namespace Shop.Data;

/// <summary>How much room a short list takes in its column, told before a database refuses it.</summary>
public static class KeptList
{
    public static int LengthOf<T>(IReadOnlyList<T> list) => JsonSerializer.Serialize(list, JsonSerializerOptions.Default).Length;

    public static string Words(int length) => $"{length:N0} characters as they are kept";

    public static string AtMost(int most) => $"at most {most:N0}, of which a letter beyond a to z takes six";
}
