(async () => {
  const unpacked = async (type) => {
    const packed = document.querySelector(`script[type="${type}"]`).textContent;
    const bytes = Uint8Array.from(atob(packed), (c) => c.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'))).text();
  };
  const own = document.querySelector('style');
  const style = document.createElement('style');
  style.textContent = await unpacked('{style}');
  const map = document.createElement('script');
  map.type = 'importmap';
  map.textContent = await unpacked('{map}');
  own.before(style, map);
  await import('{main}');
})();
