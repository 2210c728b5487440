namespace Shop.Kernel;

/// <summary>A rule of the shop refused what was asked; the message is a sentence for the person who asked.</summary>
public sealed class RuleBroken(string message) : Exception(message);
