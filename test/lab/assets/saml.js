// The provider's answer goes on by itself (SAML 2.0 Bindings, 3.5.5).
document.getElementById('answer').submit();
