using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Shop.Kernel;

namespace Shop.Web.Html;

/// <summary>An e-mail address as the shop understands it; empty is for [Required] to refuse.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class RealEmailAttribute() : ValidationAttribute("Enter an e-mail address like name@example.com."), IClientModelValidator
{
    public override bool IsValid(object? value) => value is not string { Length: > 0 } text || EmailAddress.IsValid(text);

    public void AddValidation(ClientModelValidationContext context) => context.Attributes.TryAdd("data-val-email", ErrorMessageString);
}
